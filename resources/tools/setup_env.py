"""Make the environment of a clone: `.venv` with the locked packages, and the system libraries that Qt needs.

    python resources/tools/setup_env.py [--force]

Uses the standard library alone, on Linux, macOS and Windows. When nothing has changed since
the last run it says nothing and changes nothing. What can only be done by an administrator is
done when the program runs as one, and is otherwise named in one line that does it.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST, TOO_NEW = (3, 11), (3, 15)
# What Qt's wheels expect of a Linux system, and the Debian and Ubuntu packages that hold it.
QT_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
}
# What Qt's window on X11 takes beyond that. Desktops have most of it; only a real window asks for it.
X11_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# A screen, a hand and a keyboard for the tests in a real window, which are left out without them.
TEST_PROGRAMS = {"Xvfb": "xvfb", "xdotool": "xdotool", "setxkbmap": "x11-xkb-utils"}
# Pillow's Raqm, the tests' second shaper, loads it where it is.
WISHED_LIBRARIES = {"libfribidi.so.0": "libfribidi0"}

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "hiwar-setup.txt"
LOCK = ROOT / "requirements" / "dev.txt"

# Without a screen: an application object, and a stroke of the painter.
QT_CHECK = """
from PySide6 import QtGui, QtWidgets
application = QtWidgets.QApplication([])
picture = QtGui.QPixmap(2, 2)
QtGui.QPainter(picture).end()
"""


class SetupError(Exception):
    """What could not be set up, and the line that helps."""


def fingerprint() -> str:
    """Return what the environment was made from; it is made again when this changes."""
    digest = hashlib.sha256()
    for path in (LOCK, ROOT / "pyproject.toml", Path(__file__)):
        digest.update(path.read_bytes())
    return f"{ROOT}\n{digest.hexdigest()}\n"


def check_python_version() -> None:
    if not OLDEST <= sys.version_info[:2] < TOO_NEW:
        found = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise SetupError(
            f"Python {found} was found, and 3.11 to 3.14 is needed.\n"
            "Install one, and name it: make PYTHON=python3.13 setup"
        )


def missing_packages(needs_venv: bool) -> list[str]:
    """Return the Debian packages that this system lacks: Python's venv module, and what Qt expects."""
    if sys.platform != "linux":
        return []
    missing = []
    if needs_venv and importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python{sys.version_info[0]}.{sys.version_info[1]}-venv")
    return missing + lacking(QT_LIBRARIES)


def lacking(libraries: dict[str, str]) -> list[str]:
    """Return the packages of those libraries that this system does not have."""
    packages = []
    for library, package in libraries.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            packages.append(package)
    return packages


def wished_packages() -> list[str]:
    """Return the packages without which some tests are left out."""
    programs = [package for program, package in TEST_PROGRAMS.items() if shutil.which(program) is None]
    return lacking(WISHED_LIBRARIES) + lacking(X11_LIBRARIES) + programs


def install_wished_packages() -> None:
    """Install what lets every test run, where that can be done without asking; without it, some are left
    out and say so."""
    if sys.platform != "linux" or os.geteuid() != 0:
        return
    wished = wished_packages()
    if wished:
        try:
            install_system_packages(wished)
        except SetupError:
            print("Some tests will be left out; they need:", " ".join(wished))


def install_system_packages(names: list[str]) -> None:
    """Install Debian packages.

    Raises SetupError, with the line for a person to type, when that is not possible here.
    """
    line = "apt-get install -y --no-install-recommends " + " ".join(names)
    apt = shutil.which("apt-get")
    if apt is None:
        raise SetupError(f"Some parts of the system are missing; Debian calls them: {' '.join(names)}")
    if os.geteuid() != 0:
        raise SetupError(
            f"Some parts of the system are missing. Install them, then try again:\n  sudo {line}"
        )
    print("Installing", ", ".join(names), "…", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *names]):
        done = subprocess.run([apt, *arguments], env=environment, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SetupError(f"apt-get {arguments[0]} failed:\n{done.stderr.strip()}\nTry: {line}")


def venv_works() -> bool:
    """Whether `.venv` stands at the place it was made for and its Python runs with pip."""
    if not PYTHON.exists():
        return False
    # A tree that was moved keeps commands that point to its old place.
    if STAMP.exists() and STAMP.read_text(encoding="utf-8").splitlines()[:1] != [str(ROOT)]:
        return False
    check = f"import pip, sys; sys.exit(not {OLDEST} <= sys.version_info[:2] < {TOO_NEW})"
    return subprocess.run([PYTHON, "-c", check], capture_output=True, check=False).returncode == 0


def make_venv() -> None:
    """Make `.venv` anew.

    Raises SetupError when Python fails to.
    """
    print("Making .venv …", flush=True)
    command = [sys.executable, "-m", "venv", "--clear", str(VENV)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SetupError(f"Python could not make .venv:\n{(done.stdout + done.stderr).strip()}")


def install_packages() -> None:
    """Install exactly the locked packages, then the tree itself as an editable package.

    Raises SetupError when pip fails; pip has then said why.
    """
    print("Installing the locked packages (about 300 MB the first time) …", flush=True)
    pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
    if os.name != "nt" and os.geteuid() == 0:
        pip += ["--root-user-action", "ignore"]
    # Wheels only: no program of others runs while it is installed.
    locked = [*pip, "--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)]
    if subprocess.run(locked, check=False).returncode:
        raise SetupError("The packages could not be installed. Is there a network? Then try again.")
    itself = [*pip, "--no-deps", "--no-build-isolation", "-e", str(ROOT)]
    if subprocess.run(itself, check=False).returncode:
        raise SetupError("Hiwar Studio itself could not be installed from this tree: see above.")


def check_qt() -> None:
    """See that Qt starts.

    Raises SetupError with what Qt said.
    """
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    command = [str(PYTHON), "-c", QT_CHECK]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SetupError(f"Qt does not start (exit code {done.returncode}):\n{done.stderr.strip()}")


def compile_sources() -> None:
    """Compile the program's sources that changed, as pip does with packages: an editable package is compiled
    when it is first run, and at every start where Python may not write beside its sources."""
    subprocess.run([str(PYTHON), "-m", "compileall", "-qq", str(ROOT / "studio")], check=False)


def compile_native(*, quiet: bool) -> None:
    """Compile what is written in C.  quiet: without a word where there is no compiler."""
    command = [str(PYTHON), str(Path(__file__).with_name("build_native.py"))]
    subprocess.run(command, stdout=subprocess.DEVNULL if quiet else None, check=False)


def main() -> int:
    """Set up what is missing; return the exit code."""
    if "-h" in sys.argv[1:] or "--help" in sys.argv[1:]:
        print(__doc__)
        return 0
    wanted = fingerprint()
    made = PYTHON.exists() and STAMP.exists() and STAMP.read_text(encoding="utf-8") == wanted
    if made and "--force" not in sys.argv[1:]:
        compile_sources()
        compile_native(quiet=True)
        return 0
    try:
        needs_venv = not venv_works()
        if needs_venv:
            check_python_version()
        missing = missing_packages(needs_venv)
        if missing:
            install_system_packages(missing)
        if missing or os.environ.get("CI"):
            install_wished_packages()
        if needs_venv:
            make_venv()
        STAMP.unlink(missing_ok=True)
        install_packages()
        check_qt()
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. Run it again to go on.", file=sys.stderr)
        return 130
    compile_sources()
    compile_native(quiet=False)
    STAMP.write_text(wanted, encoding="utf-8")
    print("Ready.", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
