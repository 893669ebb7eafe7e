"""What goes into the frozen program, and what systems are told of it, checked without freezing anything."""

import ast
import configparser
import plistlib
import re
import tomllib
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from resources.tools.installer import bundle, licences
from studio.formats.package import PACKAGE_SUFFIX
from studio.formats.project_file import FOLDER_SUFFIX

ROOT = Path(__file__).resolve().parents[2]
DESKTOP = ROOT / "resources" / "desktop"


def test_nothing_that_the_program_imports_is_left_out() -> None:
    imported = set()
    for path in sorted((ROOT / "studio").rglob("*.py")):
        if path.is_relative_to(ROOT / "studio" / "services" / "bench"):
            continue  # runs from a source tree alone
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                imported |= {name.name for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                imported |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    left_out = set(bundle.EXCLUDED)
    assert {name for name in imported if name in left_out or name.split(".")[0] in left_out} == set()


@pytest.mark.parametrize(
    ("place", "wanted"),
    [
        ("PySide6/QtWidgets.abi3.so", True),
        ("PySide6/Qt/lib/libQt6Svg.so.6", True),
        ("PySide6/Qt/lib/libQt6Quick.so.6", False),
        ("PySide6/Qt/lib/libQt6QmlModels.so.6", False),
        ("PySide6/Qt6Quick.dll", False),
        ("PySide6/Qt/plugins/platforms/libqxcb.so", True),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", True),
        ("PySide6/plugins/platforms/qwindows.dll", True),
        ("PySide6/plugins/styles/qmodernwindowsstyle.dll", True),
        ("PySide6/Qt/plugins/platforms/libqvnc.so", False),
        ("PySide6\\plugins\\imageformats\\qpdf.dll", False),
        ("PySide6/Qt/plugins/imageformats/libqsvg.so", True),
        ("PySide6/Qt/translations/qtbase_ar.qm", True),
        ("PySide6/Qt/translations/qt_ar.qm", False),
        ("PySide6/Qt/translations/qtbase_de.qm", False),
        ("babel/locale-data/root.dat", True),
        ("babel/locale-data/ar_JO.dat", True),
        ("babel/locale-data/en_001.dat", True),
        ("babel/locale-data/fa.dat", True),
        ("babel/locale-data/zu.dat", False),
        ("babel/global.dat", True),
        ("assets/fonts/cairo/OFL.txt", True),
    ],
)
def test_what_is_wanted_is_told_by_its_place(place: str, wanted: bool) -> None:
    assert bundle.is_wanted(place) is wanted


def test_the_data_is_complete_but_for_what_developers_need() -> None:
    places = dict(bundle.data_folders())
    assert {Path(path).name for path in places} >= {"presets", "assets", "translations", "icons", "app-icon"}
    assert not {Path(path).name for path in places} & {"tools", "bench", "desktop"}
    assert all(Path(path).exists() for path in places)


def test_libraries_of_the_system_stay_only_where_something_needs_them() -> None:
    plugin = ("PySide6/Qt/plugins/platforms/libqxcb.so", "/venv/libqxcb.so", "BINARY")
    needed = ("libxcb.so.1", "/usr/lib/libxcb.so.1", "BINARY")
    unused = ("libgtk-3.so.0", "/usr/lib/libgtk-3.so.0", "BINARY")
    kept = bundle.without_unused_libraries(
        [plugin, needed, unused], lambda path: [needed[1], None] if path == plugin[1] else []
    )
    assert kept == [plugin, needed]
    links = [("libxcb.so", "libxcb.so.1", "SYMLINK"), ("libgtk.so", "libgtk-3.so.0", "SYMLINK")]
    assert bundle.without_dangling_links(links, kept) == links[:1]


def test_every_package_of_the_program_has_a_licence_text(tmp_path: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert len(project["dependencies"]) > 10
    modules = [
        (name, "", "PYMODULE") for name in ("PySide6.QtGui", "av.container", "numpy", "bidi", "uharfbuzz")
    ]
    places = {place for place, _, _ in licences.collect(modules, tmp_path / "licences")}
    assert places >= {
        *("THIRD_PARTY.md", "licences/python/LICENSE.txt", "licences/pyinstaller/COPYING.txt"),
        *("licences/pyside6-essentials/COPYING.LESSER", "licences/av/COPYING", "licences/av/LICENSE.txt"),
    }


def test_the_picture_has_all_sizes_that_systems_ask_for() -> None:
    with Image.open(str(bundle.icon(".ico"))) as windows:
        assert {(16, 16), (32, 32), (48, 48), (256, 256)} <= set(windows.info["sizes"])
    with Image.open(str(bundle.icon(".icns"))) as mac:
        assert (512, 512, 2) in mac.info["sizes"]


def test_windows_is_told_the_version() -> None:
    text = bundle.windows_version("1.2.3", "studio")
    ast.parse(text)
    assert "filevers=(1, 2, 3, 0)" in text
    assert "StringStruct('OriginalFilename', 'studio.exe')" in text


def test_macos_is_told_both_kinds_of_documents() -> None:
    facts = plistlib.loads(plistlib.dumps(bundle.mac_properties("1.2.3")))
    extensions = {
        kind["UTTypeTagSpecification"]["public.filename-extension"][0]: kind["UTTypeIdentifier"]
        for kind in facts["UTExportedTypeDeclarations"]
    }
    assert set(extensions) == {PACKAGE_SUFFIX.lstrip("."), FOLDER_SUFFIX.lstrip(".")}
    opened = {kind for document in facts["CFBundleDocumentTypes"] for kind in document["LSItemContentTypes"]}
    assert opened == set(extensions.values())


def test_the_linux_menu_opens_packages_in_both_languages() -> None:
    entry = configparser.ConfigParser(interpolation=None, strict=True)
    entry.optionxform = str  # type: ignore[assignment,method-assign] # typeshed has it as a method
    entry.read(DESKTOP / "linux" / "hiwar-studio.desktop", encoding="utf-8")
    facts = entry["Desktop Entry"]
    assert all(facts[f"{name}[ar]"] for name in ("Name", "GenericName", "Comment", "Keywords"))
    types = ElementTree.parse(DESKTOP / "linux" / "hiwar-studio.xml").getroot()
    kind = next(iter(types))
    assert facts["MimeType"] == f"{kind.attrib['type']};"
    patterns = [part.attrib["pattern"] for part in kind if part.tag.endswith("}glob")]
    assert patterns == [f"*{PACKAGE_SUFFIX}"]


def test_the_windows_installer_names_files_that_are_there() -> None:
    script = DESKTOP / "windows" / "hiwar-studio.iss"
    text = script.read_bytes().decode("utf-8-sig")
    assert script.read_bytes().startswith(b"\xef\xbb\xbf"), "Inno Setup takes it for ANSI without the mark"
    named = re.findall(r"^(?:LicenseFile|SetupIconFile)=(.+)$", text, flags=re.MULTILINE)
    assert len(named) == 2
    assert all((script.parent / name.strip().replace("\\", "/")).is_file() for name in named)
    assert f'"Software\\Classes\\{PACKAGE_SUFFIX}"' in text
