"""The licence texts of everything in the frozen program, gathered while it is built.

Whoever hands on a program hands on these too; a package without a text stops the build, so that a new
dependency cannot slip in without one.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PAGES = ("LICENSE", "NOTICE", "THIRD_PARTY.md")

_TEXT = re.compile(r"(licen[cs]e|copying|notice)[^/]*$", re.IGNORECASE)

# These wheels carry no text, or none of what is compiled into them.  python-bidi carries both GNU texts.
_GNU = {
    "pyside6-essentials": ("COPYING", "COPYING.LESSER"),  # LGPL-3.0, which builds on the GPL
    "shiboken6": ("COPYING", "COPYING.LESSER"),
    "av": ("COPYING",),  # FFmpeg with x264 and x265
    "imageio-ffmpeg": ("COPYING",),  # the ffmpeg program
}
# In every frozen program, whatever it imports: the bootloader, and hooks that run before it.
_ALWAYS = ("pyinstaller", "pyinstaller-hooks-contrib")
_OWN = "hiwar-studio"


class NoLicenceError(Exception):
    """A package whose licence text is nowhere."""


def collect(parts: Iterable[tuple[str, str, str]], folder: Path) -> list[tuple[str, str, str]]:
    """Write the texts into `folder`; return them as PyInstaller's data (place in the program, file, DATA).

    parts: the modules and libraries in the program, as PyInstaller lists them: (name or place, file, kind).
    Raises NoLicenceError.
    """
    parts = list(parts)
    shutil.rmtree(folder, ignore_errors=True)
    for name in distributions_of(place for place, _, _ in parts):
        _write(name, folder / name)
    (folder / "python").mkdir(parents=True)
    shutil.copyfile(_python_text(), folder / "python" / "LICENSE.txt")
    for package, text in debian_texts(source for _, source, _ in parts).items():
        (folder / "system").mkdir(exist_ok=True)
        shutil.copyfile(text, folder / "system" / f"{package}.txt")
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    texts = [(f"licences/{path.relative_to(folder).as_posix()}", str(path), "DATA") for path in found]
    return [*((page, str(ROOT / page), "DATA") for page in PAGES), *texts]


def debian_texts(sources: Iterable[str]) -> dict[str, Path]:
    """The texts of libraries that are taken from a Debian or Ubuntu system, by package.

    On another Linux they are not found, and the program says so when it is built.
    """
    libraries = sorted({Path(source).name for source in sources if source.startswith(("/lib", "/usr/lib"))})
    query = shutil.which("dpkg-query")
    if not libraries or query is None:
        return {}
    done = subprocess.run(
        [query, "-S", *(f"*/{name}" for name in libraries)], capture_output=True, text=True, check=False
    )
    packages = {line.split(":")[0] for line in done.stdout.splitlines()}
    texts = {package: Path(f"/usr/share/doc/{package}/copyright") for package in sorted(packages)}
    return {package: text for package, text in texts.items() if text.is_file()}


def distributions_of(modules: Iterable[str]) -> list[str]:
    """The packages that those modules come from, by their names on the index."""
    owners = packages_distributions()
    tops = {re.split(r"[./\\]", name.replace(".libs", ""), maxsplit=1)[0] for name in modules}
    names = {_normal(owner) for top in tops for owner in owners.get(top, ())}
    return sorted({*names, *_ALWAYS} - {_OWN})


def _write(name: str, folder: Path) -> None:
    texts = {str(text): _place(text, distribution(name)) for text in _texts(name)}
    gnu = distribution("python-bidi")
    for wanted in _GNU.get(name, ()):
        texts |= {Path(text).name: place for text, place in _named(gnu, wanted)}
    if not texts:
        raise NoLicenceError(f"{name} has no licence text; name its text in {__file__}")
    folder.mkdir(parents=True)
    for text, place in texts.items():
        # Several texts of one name, from different folders of the package, stay apart.
        parts = re.sub(r"^.*?\.dist-info/(licenses/)?", "", text.replace("\\", "/"))
        shutil.copyfile(place, folder / parts.replace("/", "-"))


def _texts(name: str) -> list[str]:
    files = distribution(name).files or []
    return [str(file) for file in files if ".dist-info" in str(file) and _TEXT.search(file.as_posix())]


def _named(package: Distribution, name: str) -> list[tuple[str, Path]]:
    return [(str(file), _place(str(file), package)) for file in package.files or [] if file.name == name]


def _place(text: str, package: Distribution) -> Path:
    return Path(str(package.locate_file(text)))


def _python_text() -> Path:
    places = (sysconfig.get_path("stdlib"), sys.base_prefix, f"{sys.base_prefix}/share/doc/python3")
    found = [Path(place, name) for place in places for name in ("LICENSE.txt", "LICENSE", "copyright")]
    debian = Path(f"/usr/share/doc/python{sys.version_info[0]}.{sys.version_info[1]}/copyright")
    for path in (*found, debian):
        if path.is_file():
            return path
    raise NoLicenceError(f"Python's own licence text is not in {sys.base_prefix}")


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
