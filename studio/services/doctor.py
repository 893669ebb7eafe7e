"""Is everything there that the program needs, and does it work?  Each answer says what to do about it."""

import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import psutil
from msgspec import Struct

from studio.base.errors import StudioError
from studio.base.paths import assets_dir, cache_dir

State = Literal["ok", "warning", "broken"]

KEPT_FOLDERS = ("segments", "packages", "reports")
"""What the program keeps in its cache.  Nothing else there is ever removed."""

_QT_PACKAGES = "libegl1 libgl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0"
_FREE_BYTES = 2 << 30
_FREE_MEMORY = 1 << 30


class Check(Struct, frozen=True):
    """One answer.  name: what was looked at; found: what is there; hint: what to do (empty if nothing)."""

    name: str
    state: State
    found: str
    hint: str = ""


def examine() -> Iterator[Check]:
    """All checks, each when it is done; never raises."""
    for name, check in _CHECKS:
        try:
            yield check(name)
        except StudioError as error:
            yield Check(name, "broken", error.message, error.hint)
        except (ImportError, OSError) as error:
            yield Check(name, "broken", str(error) or type(error).__name__, _SET_UP)


_SET_UP = "Set the program up again: make setup (or install hiwar-studio again)."


def _python(name: str) -> Check:
    found = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    if not (3, 11) <= sys.version_info[:2] < (3, 15):
        return Check(name, "broken", found, "Use Python 3.11 to 3.14.")
    return Check(name, "ok", found)


def _painting(name: str) -> Check:
    try:
        from studio.render.rasterizer import Rasterizer
    except ImportError as error:
        hint = f"On Debian and Ubuntu: apt-get install {_QT_PACKAGES}"
        return Check(name, "broken", str(error), hint if sys.platform == "linux" else _SET_UP)
    from studio.base.color import Rgba
    from studio.base.geometry import Rect
    from studio.scene.drawing import fill_rect

    rasterizer = Rasterizer(16, 16, 1.0)
    rasterizer.rasterize((fill_rect(Rect(0, 0, 16, 16), Rgba(10, 120, 240, 255)),))
    if list(rasterizer.pixels[8, 8]) != [240, 120, 10, 255]:
        return Check(name, "broken", "a colour was painted wrongly", "Please report this.")
    return Check(name, "ok", "Qt paints without a screen")


def _encoding(name: str) -> Check:
    import numpy as np

    from studio.base.time import FrameRate
    from studio.encode.encoder import SegmentEncoder
    from studio.encode.planes import compiled_conversion
    from studio.media.ffmpeg import ffmpeg_path
    from studio.media.probe import probe
    from studio.model.export import ExportProfile

    profile = ExportProfile(id="doctor", name={"en": "Doctor"})
    with tempfile.TemporaryDirectory(dir=cache_dir()) as folder:
        path = Path(folder) / "three-frames.mp4"
        with SegmentEncoder(path, 64, 64, FrameRate(30), profile) as encoder:
            for shade in (40, 120, 200):
                encoder.write(np.full((64, 64, 4), shade, np.uint8))
            encoder.finish()
        video = probe(path).video
    if video is None or video.frame_count != 3:
        return Check(name, "broken", "ffmpeg made a film that is not whole", _SET_UP)
    by = "compiled code" if compiled_conversion() else "swscale (a little faster once there is a C compiler)"
    return Check(name, "ok", f"H.264 by {ffmpeg_path()}; frames are converted by {by}")


def _text(name: str) -> Check:
    from studio.text.fonts import FontCatalog

    fonts = FontCatalog.bundled()
    families = fonts.families()
    if not families:
        return Check(name, "broken", f"no fonts in {assets_dir() / 'fonts'}", _SET_UP)
    lacking = [
        family.name
        for family in families
        if "arabic" in family.capabilities and ord("ح") not in fonts.face(family.name).characters
    ]
    if lacking:
        return Check(name, "broken", f"no Arabic letters in {', '.join(lacking)}", _SET_UP)
    return Check(name, "ok", f"{len(families)} families, Arabic is shaped by HarfBuzz {_harfbuzz()}")


def _harfbuzz() -> str:
    import uharfbuzz

    return str(uharfbuzz.version_string())


def _presets(name: str) -> Check:
    from studio.presets.catalog import bundled

    catalog = bundled()
    catalog.design()
    counts = {
        "templates": len([catalog.template(one) for one in catalog.ids("templates")]),
        "animations": len([catalog.animation(one) for one in catalog.ids("animations")]),
        "caption styles": len([catalog.caption(one) for one in catalog.ids("captions")]),
        "brand kits": len([catalog.brand(one) for one in catalog.ids("brands")]),
        "export profiles": len([catalog.export(one) for one in catalog.ids("exports")]),
    }
    empty = [kind for kind, count in counts.items() if not count]
    if empty:
        return Check(name, "broken", f"there are no {', '.join(empty)}", _SET_UP)
    return Check(name, "ok", ", ".join(f"{count} {kind}" for kind, count in counts.items()))


def _cache(name: str) -> Check:
    place = cache_dir()
    if not os.access(place, os.W_OK):
        hint = "Make it writable, or name another place in HIWAR_CACHE_DIR."
        return Check(name, "broken", f"{place} cannot be written to", hint)
    used, free = cache_bytes(), shutil.disk_usage(place).free
    found = f"{place}: {used / 1e6:.0f} MB used, {free / 1e9:.1f} GB free"
    if free < _FREE_BYTES:
        hint = "Free some space: `studio doctor --clear-cache` removes kept segments."
        return Check(name, "warning", found, hint)
    return Check(name, "ok", found)


def _machine(name: str) -> Check:
    from studio.services.render_workers import choose_count

    memory = psutil.virtual_memory()
    workers = choose_count()
    found = (
        f"{psutil.cpu_count() or 1} cores, {memory.available / 1e9:.1f} of {memory.total / 1e9:.1f} GB free: "
        f"{workers} {'worker' if workers == 1 else 'workers'}"
    )
    if memory.available < _FREE_MEMORY:
        return Check(name, "warning", found, "Close other programs before a long render.")
    return Check(name, "ok", found)


_CHECKS: tuple[tuple[str, Callable[[str], Check]], ...] = (
    ("Python", _python),
    ("Painting", _painting),
    ("Encoding", _encoding),
    ("Text", _text),
    ("Presets", _presets),
    ("Cache", _cache),
    ("Machine", _machine),
)


def _kept_files() -> Iterator[Path]:
    place = cache_dir()
    for folder in KEPT_FOLDERS:
        yield from (path for path in (place / folder).rglob("*") if path.is_file() or path.is_symlink())


def cache_bytes() -> int:
    """What the program's cache takes on the disk."""
    return sum(path.lstat().st_size for path in _kept_files())


def clear_cache() -> int:
    """Remove everything that can be made again; returns the bytes that were freed.

    Only the program's own folders go, whatever else HIWAR_CACHE_DIR may hold.
    """
    before = cache_bytes()
    for folder in KEPT_FOLDERS:
        shutil.rmtree(cache_dir() / folder, ignore_errors=True)
    return before - cache_bytes()
