"""Values as TOML (https://toml.io/en/v1.0.0): for kits and styles, which people read and hand on."""

import json
from collections.abc import Mapping
from typing import Any


def inline(value: Any) -> str:
    """A value on one line: text, numbers, lists, tables in braces.  TOML knows no None: entries that are None
    are left out of tables."""
    if isinstance(value, Mapping):
        said = ", ".join(f"{key_text(key)} = {inline(one)}" for key, one in value.items() if one is not None)
        return f"{{ {said} }}" if said else "{}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(inline, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        # A basic string of TOML is one of JSON, but for DEL, which JSON lets stand.
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    return repr(value)


def key_text(key: str) -> str:
    """A key, bare where TOML lets it be."""
    plain = key.replace("-", "").replace("_", "")
    return key if plain.isascii() and plain.isalnum() else json.dumps(key, ensure_ascii=False)
