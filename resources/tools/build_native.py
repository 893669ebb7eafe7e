"""Compile the one part of the program that is written in C, if a compiler is there.

    python resources/tools/build_native.py

Uses the standard library alone. Without a compiler nothing is made, and the program does the same work by
swscale, slower. What is already compiled from the sources as they are is left alone.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "studio" / "encode" / "planes.c"
LIBRARY = SOURCE.with_name("_planes.dll" if sys.platform == "win32" else "_planes.so")
COMPILERS = ("cc", "gcc", "clang")


def build(source: Path = SOURCE, library: Path = LIBRARY) -> str | None:
    """Make the library, unless it is newer than its source; return why it was not made, or None.

    It appears whole or not at all, so that a program that runs meanwhile never loads a half of it.
    """
    if library.exists() and library.stat().st_mtime >= source.stat().st_mtime:
        return None
    named = os.environ.get("CC", "").split()
    compiler = named or [found for name in COMPILERS if (found := shutil.which(name))][:1]
    if not compiler:
        return "no C compiler was found"
    part = library.with_name(f"{library.name}.{os.getpid()}.part")
    position = [] if sys.platform == "win32" else ["-fPIC", "-fvisibility=hidden"]
    command = [*compiler, "-std=c11", "-O3", *position, "-shared", "-o", str(part), str(source)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            return done.stderr.strip() or f"{compiler[0]} failed"
        part.replace(library)
    except OSError as error:
        return str(error)
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return None


if __name__ == "__main__":
    failure = build()
    if failure is not None:
        print(f"Frames are converted without compiled code, which is slower: {failure}")
