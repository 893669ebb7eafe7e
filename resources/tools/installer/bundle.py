"""What belongs into the frozen program, and how each system is told of it.  For build_installer.spec."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from studio.encode.planes import LIBRARY
from studio.presets.expressions import LANGUAGES

ROOT = Path(__file__).resolve().parents[3]
ENTRY = "studio/__main__.py"
IDENTIFIER = "org.hiwar-studio.hiwar-studio"
PACKAGE_TYPE = f"{IDENTIFIER}.package"
FOLDER_TYPE = f"{IDENTIFIER}.project"

Entry = tuple[str, str, str]
"""PyInstaller's: place in the program, file (for a link: the place it points to), kind."""

DEVELOPERS_RESOURCES = {"tools", "bench", "desktop"}
"""Folders of resources/ that nobody needs who only uses the program."""

EXCLUDED = [
    # Parts of Qt that nothing here uses; each would bring its libraries along.
    *(f"PySide6.Qt{name}" for name in ("Concurrent", "Designer", "Help", "Network", "OpenGL")),
    *(f"PySide6.Qt{name}" for name in ("OpenGLWidgets", "PrintSupport", "Qml", "Quick", "QuickControls2")),
    *(f"PySide6.Qt{name}" for name in ("QuickTest", "QuickWidgets", "Sql", "Test", "UiTools", "Xml")),
    # The baseline of the benchmark, which runs from a source tree alone.
    *("moviepy", "imageio", "proglog", "tqdm", "dotenv"),
    # Only the developers' packages bring it here; and GNU readline, which no command of ours reads lines by.
    *("unicodedata2", "readline"),
    *("tkinter", "test", "pytest", "mypy", "hypothesis", "setuptools", "pip", "IPython", "lib2to3"),
]

_UNWANTED = re.compile(
    r"""PySide6/(Qt/)?(
        translations/(?!qtbase_ar\.qm) | qml/  # Qt's own words: of text fields' menus and file dialogs
        | plugins/( designer | egldeviceintegrations | generic | networkinformation | printsupport
                  | qmllint | qmltooling | sqldrivers | tls | vectorimageformats
                  | wayland-graphics-integration-server )/
        # no embedded devices, no remote screens
        | plugins/platforms/(lib)?q( eglfs | linuxfb | minimalegl | vkkhrdisplay | vnc )
        | plugins/platforminputcontexts/(lib)?qtvirtualkeyboard
        # GTK's look would bring half of GTK; its dialogs come through the portal
        | plugins/platformthemes/(lib)?qgtk3
        | plugins/imageformats/(lib)?q( pdf | tga | tiff | wbmp | icns )
        # what only those would load
        | (lib/|bin/)?(lib)?Qt6?( Quick | Qml | VirtualKeyboard | EglF | Pdf | Sql | Designer | Help | Test
                  | Labs | WaylandCompositor | PrintSupport | Lottie )
    )""",
    re.VERBOSE,
)

# A film must come out as it does from source: these are the languages that a template may be written in.
_LANGUAGES = {"root", *LANGUAGES}
_LOCALE = re.compile(r"babel/locale-data/(?P<language>[a-z]+)(_\w+)?\.dat$")


def is_wanted(destination: str) -> bool:
    """Whether a file that PyInstaller found belongs into the program.  destination: its place in there."""
    path = destination.replace("\\", "/")
    locale = _LOCALE.fullmatch(path)
    if locale is not None:
        return locale["language"] in _LANGUAGES
    return _UNWANTED.match(path) is None


def without_unused_libraries(
    binaries: Iterable[Entry], needs: Callable[[str], Iterable[str | None]]
) -> list[Entry]:
    """The binaries without the system's libraries that none of the others need (any more).

    needs: all libraries, each as a path, that a binary loads by itself or through others.
    """
    binaries = list(binaries)
    wanted = {
        str(Path(path).resolve())
        for _, source, _ in binaries
        if not _is_system_library(source)
        for path in needs(source)
        if path
    }
    return [
        entry
        for entry in binaries
        if not _is_system_library(entry[1]) or str(Path(entry[1]).resolve()) in wanted
    ]


def without_dangling_links(entries: Iterable[Entry], kept: Iterable[Entry]) -> list[Entry]:
    """The entries without links to files that are not in the program."""
    places = {place for place, _, _ in kept}
    return [entry for entry in entries if entry[2] != "SYMLINK" or entry[1] in places]


def _is_system_library(source: str) -> bool:
    return source.startswith(("/lib", "/usr/lib"))


def data_folders() -> list[tuple[str, str]]:
    """The program's own data: (path in the tree, folder in the program)."""
    resources = [path for path in (ROOT / "resources").iterdir() if path.name not in DEVELOPERS_RESOURCES]
    kept = [
        (str(path), f"resources/{path.name}" if path.is_dir() else "resources") for path in sorted(resources)
    ]
    return [*((str(ROOT / name), name) for name in ("presets", "assets", "docs/manual")), *kept]


def compiled_parts() -> list[tuple[str, str]]:
    """Our own compiled code, where there is some: (path in the tree, folder in the program)."""
    return [(str(LIBRARY), str(LIBRARY.parent.relative_to(ROOT)))] if LIBRARY.exists() else []


def icon(suffix: str) -> str | None:
    """The program's picture in the format that a system wants in its programs (`.ico`, `.icns`)."""
    path = ROOT / "resources" / "app-icon" / f"hiwar-studio{suffix}"
    return str(path) if path.exists() else None


def windows_version(version: str, program: str) -> str:
    """What Windows shows as a program's properties, as PyInstaller reads it from a file.

    version: `1.2.3`, as in studio/__init__.py.
    """
    numbers = tuple(([int(part) for part in re.findall(r"\d+", version)] + [0] * 4)[:4])
    facts = {
        "CompanyName": "Hiwar Studio",
        "FileDescription": "Hiwar Studio",
        "FileVersion": version,
        "InternalName": program,
        "LegalCopyright": "Apache-2.0; THIRD_PARTY.md tells what comes from others",
        "OriginalFilename": f"{program}.exe",
        "ProductName": "Hiwar Studio",
        "ProductVersion": version,
    }
    strings = ", ".join(f"StringStruct({name!r}, {value!r})" for name, value in facts.items())
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([StringTable('040904B0', [{strings}])]), "
        "VarFileInfo([VarStruct('Translation', [0x0409, 1200])])])\n"
    )


def mac_properties(version: str) -> dict[str, Any]:
    """Info.plist of the application: its documents are packages and project folders (shown as one file)."""
    documents = [
        {
            "CFBundleTypeName": name,
            "CFBundleTypeRole": "Editor",
            "LSHandlerRank": "Owner",
            "LSItemContentTypes": [kind],
            "LSTypeIsPackage": is_folder,
            "CFBundleTypeIconFile": "hiwar-studio.icns",
        }
        for name, kind, is_folder in (
            ("Hiwar Studio package", PACKAGE_TYPE, False),
            ("Hiwar Studio project", FOLDER_TYPE, True),
        )
    ]
    types = [
        {
            "UTTypeIdentifier": kind,
            "UTTypeDescription": name,
            "UTTypeConformsTo": conforms,
            "UTTypeTagSpecification": {"public.filename-extension": [extension]},
        }
        for kind, name, conforms, extension in (
            (PACKAGE_TYPE, "Hiwar Studio package", ["public.data", "public.archive"], "hiwarz"),
            (FOLDER_TYPE, "Hiwar Studio project", ["com.apple.package"], "hiwar"),
        )
    ]
    return {
        "CFBundleDisplayName": "Hiwar Studio",
        "CFBundleName": "Hiwar Studio",
        "CFBundleShortVersionString": version,
        "CFBundleVersion": version,
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["ar", "en"],
        "CFBundleDocumentTypes": documents,
        "UTExportedTypeDeclarations": types,
        "LSApplicationCategoryType": "public.app-category.video",
        "LSMinimumSystemVersion": "13.0",
        "NSHighResolutionCapable": True,
        "NSSupportsAutomaticGraphicsSwitching": True,
    }
