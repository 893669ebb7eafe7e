"""Where a film begins that is given as a value, in the way of the web: `film.mp4#t=12.5` is the film from its
second 12.5 on (Media Fragments URI 1.0, 4.2.1, https://www.w3.org/TR/media-frags/#naming-time).

    film.mp4#t=12.5 --without_start--> film.mp4, 25/2 --with_start--> film.mp4#t=12.5

A template hands the value on as it is, `media = "{picture}"`; the layer takes it apart.
"""

import re
from fractions import Fraction
from typing import Any

_START = re.compile(r"#t=(?:npt:)?(\d{1,6}(?:\.\d{1,6})?)$", re.ASCII)
_PLACES = 3
"""A start is written in milliseconds: less than half a frame."""


def without_start(media: str) -> tuple[str, Fraction]:
    """A file or media id, and the second of the film that is shown first; 0 where none is named."""
    found = _START.search(media)
    if found is None or not found.start():
        return media, Fraction(0)
    return media[: found.start()], Fraction(found[1])


def with_start(media: str, seconds: Fraction) -> str:
    """The same with another start, 0 or more; a start of 0 is not written."""
    plain = without_start(media)[0]
    written = f"{float(seconds):.{_PLACES}f}".rstrip("0").rstrip(".")
    return plain if written == "0" or not plain else f"{plain}#t={written}"


def taken_apart(data: Any) -> Any:
    """The fields of a layer before they are read: a start that its media names is its `source_start`."""
    if isinstance(data, dict) and isinstance(data.get("media"), str):
        media, start = without_start(data["media"])
        if start:
            return {"source_start": str(start), **data, "media": media}
    return data
