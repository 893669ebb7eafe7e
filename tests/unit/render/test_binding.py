"""Loading Qt leaves Python's import alone, and loads early where painting is certain."""

import subprocess
import sys

import pytest

_LOADED = """
import builtins
plain = builtins.__import__
import {module}
import sys
assert "PySide6.QtGui" in sys.modules
assert builtins.__import__ is plain, "sources of later modules are read"
import PySide6.QtWidgets
assert builtins.__import__ is plain
from PySide6.QtGui import QImage
assert QImage(2, 3, QImage.Format.Format_RGB32).height() == 3
"""


@pytest.mark.parametrize("module", ["studio.render.rasterizer", "studio.gui.app", "studio.services.worker"])
def test_imports_are_pythons_own_once_qt_is_loaded(module: str) -> None:
    subprocess.run([sys.executable, "-c", _LOADED.format(module=module)], check=True)
