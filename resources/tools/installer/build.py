"""Freeze the program into dist/: what `make installer` does.

    python -m resources.tools.installer.build [--fresh] [--archive]

Nothing is done when nothing has changed since the last time; --fresh builds all the same.  --archive makes
one file of it to hand on, which takes minutes.  A program is frozen for the system that it is frozen on.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from studio import __version__

ROOT = Path(__file__).resolve().parents[3]
DIST = ROOT / "dist"
WORK = ROOT / "build" / "installer"
FOLDER = DIST / ("Hiwar Studio.app" if sys.platform == "darwin" else "hiwar-studio")
LOG = WORK / "log.txt"
STAMP = WORK / "built-from.txt"
_INPUTS = ("studio", "presets", "assets", "resources", "requirements/dev.txt", "build_installer.spec")
_PAGES = ("LICENSE", "NOTICE", "THIRD_PARTY.md")

# What Qt needs for a window under X11.  PyInstaller takes them from the system that it runs on; where they
# are missing, the program paints and renders, but opens no window on a system that lacks them too.
_WINDOW = re.compile(r"could not resolve '([^']+)', dependency of '[^']*(libqxcb|Qt6XcbQpa|libqwayland)\.so")


class BuildError(Exception):
    """PyInstaller's last words."""


def executable() -> Path:
    """The program of the command line in the frozen folder."""
    if sys.platform == "darwin":
        return FOLDER / "Contents" / "MacOS" / "studio"
    return FOLDER / ("studio.exe" if os.name == "nt" else "studio")


def fingerprint() -> str:
    """What the frozen program is made from; it is made again when this changes."""
    digest = hashlib.sha256(f"{sys.version} {sys.platform} {sys.prefix}".encode())
    for name in _INPUTS:
        place = ROOT / name
        paths = sorted(place.rglob("*")) if place.is_dir() else [place]
        for path in paths:
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(f"{path.relative_to(ROOT).as_posix()}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def is_fresh(wanted: str) -> bool:
    """Whether what lies in dist/ was made from exactly this."""
    return STAMP.is_file() and executable().is_file() and STAMP.read_text("utf-8") == wanted


def freeze() -> None:
    """Run PyInstaller.  Raises BuildError."""
    WORK.mkdir(parents=True, exist_ok=True)
    STAMP.unlink(missing_ok=True)
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--distpath", str(DIST)]
    command += ["--workpath", str(WORK), str(ROOT / "build_installer.spec")]
    with LOG.open("w", encoding="utf-8") as log:
        done = subprocess.run(command, cwd=ROOT, stdout=log, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        last = LOG.read_text("utf-8", "replace").splitlines()[-12:]
        raise BuildError("\n".join(["PyInstaller failed:", *last, f"All it said is in {LOG}"]))


def complete() -> None:
    """Put beside the program what people look for there: the licences, and what tells the desktop of it."""
    if sys.platform == "darwin":  # inside the application, whose signature covers all files
        return
    for page in _PAGES:
        shutil.copyfile(ROOT / page, FOLDER / page)
    if sys.platform == "linux":
        shutil.copytree(ROOT / "resources" / "desktop" / "linux", FOLDER / "desktop", dirs_exist_ok=True)


def lacking_for_windows() -> list[str]:
    """Libraries of Qt's window systems that this system did not have to give."""
    return sorted({found[1] for found in _WINDOW.finditer(LOG.read_text("utf-8", "replace"))})


def size_of(folder: Path) -> int:
    """Bytes of all files in it, links not counted."""
    return sum(path.lstat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def archive() -> Path:
    """One file of the folder, to hand on."""
    system = {"win32": "windows", "darwin": "macos"}.get(sys.platform, sys.platform)
    name = DIST / f"hiwar-studio-{__version__}-{system}"
    kind = "zip" if os.name == "nt" else "xztar"
    return Path(shutil.make_archive(str(name), kind, root_dir=DIST, base_dir=FOLDER.name))


def main(arguments: list[str]) -> int:
    """Build what is asked for; return the exit code."""
    if "-h" in arguments or "--help" in arguments:
        print(__doc__)
        return 0
    began = time.monotonic()
    wanted = fingerprint()
    if "--fresh" in arguments or not is_fresh(wanted):
        print("Freezing the program (about a minute) …", flush=True)
        try:
            freeze()
        except BuildError as error:
            print(error, file=sys.stderr)
            return 1
        complete()
        STAMP.write_text(wanted, "utf-8")
    seconds = time.monotonic() - began
    print(f"{FOLDER.relative_to(ROOT)}: {size_of(FOLDER) / 1e6:.0f} MB, in {seconds:.0f} s")
    if missing := lacking_for_windows():
        print(f"Not on this system, and so not in the program: {', '.join(missing)}.")
        print(
            "Its window needs them from the system that it runs on; to hand it on, install them here first."
        )
    if "--archive" in arguments:
        made = archive()
        print(f"{made.relative_to(ROOT)}: {made.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
