"""A caption style as a file: TOML, as in presets/captions.  It is text alone: one file is all to hand on."""

from collections.abc import Iterator, Mapping
from typing import Any

from studio.formats.toml_text import inline, key_text
from studio.model.captions import CaptionPreset
from studio.model.document import as_json

CAPTION_SUFFIX = ".toml"


def caption_bytes(preset: CaptionPreset) -> bytes:
    """A caption style in the order of the bundled ones, what is the default left out."""
    data = as_json(preset)
    style = data.pop("style", {})
    lines = [f"id = {inline(data['id'])}", f"mood = {inline(preset.mood)}"]
    lines += [f"{name} = true" for name in ("moves", "two_languages") if data.get(name)]
    for table in ("name", "note"):
        if data.get(table):
            lines += ["", f"[{table}]", *_entries(data[table])]
    lines += ["", "[style]", *_entries(style)]
    return ("\n".join(lines) + "\n").encode()


def _entries(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if value is not None:
            yield f"{key_text(key)} = {inline(value)}"
        elif key == "box":  # whose absence says that there is one
            yield 'box = "none"'
