"""Qt's binding, loaded early and without its watch over imports.

As PySide6 is loaded, it reads the source of every module that is there already, and puts its own function
in the place of Python's import, to read those that come later: so it learns which modules might ask for Qt's
other names (`from __feature__ import snake_case`).  Nothing here does.  With the hundreds of modules of this
program that is more than a tenth of a second of every start.
"""

import builtins
import importlib
import sys


def load_qt() -> None:
    """Loads QtCore and QtGui and leaves Python's own import in its place.

    Call it before other threads begin (the binding looks through all modules while it is loaded), and the
    sooner the better where painting is certain to come.
    """
    if "PySide6.QtCore" in sys.modules:
        return
    plain = builtins.__import__
    try:
        importlib.import_module("PySide6.QtGui")
    finally:
        builtins.__import__ = plain
