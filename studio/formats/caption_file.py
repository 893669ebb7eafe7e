"""A caption style as a file: TOML, as in presets/captions.  It is text alone: one file is all to hand on."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from studio.model.captions import CaptionPreset
from studio.model.document import as_json

CAPTION_SUFFIX = ".toml"


def caption_bytes(preset: CaptionPreset) -> bytes:
    """A caption style in the order of the bundled ones, what is the default left out."""
    data = as_json(preset)
    style = data.pop("style", {})
    lines = [f"id = {_inline(data['id'])}", f"mood = {_inline(preset.mood)}"]
    lines += [f"{name} = true" for name in ("moves", "two_languages") if data.get(name)]
    for table in ("name", "note"):
        if data.get(table):
            lines += ["", f"[{table}]", *_entries(data[table])]
    lines += ["", "[style]", *_entries(style)]
    return ("\n".join(lines) + "\n").encode()


def _entries(table: Mapping[str, Any]) -> Iterator[str]:
    for key, value in table.items():
        if value is not None:
            yield f"{_key(key)} = {_inline(value)}"
        elif key == "box":  # whose absence says that there is one
            yield 'box = "none"'


def _inline(value: Any) -> str:
    if isinstance(value, Mapping):
        said = ", ".join(f"{_key(key)} = {_inline(one)}" for key, one in value.items() if one is not None)
        return f"{{ {said} }}" if said else "{}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_inline, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        # A basic string of TOML is one of JSON, but for DEL, which JSON lets stand.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)


def _key(key: str) -> str:
    plain = key.replace("-", "").replace("_", "")
    return key if plain.isascii() and plain.isalnum() else json.dumps(key, ensure_ascii=False)
