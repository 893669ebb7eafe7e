"""Which fields have editors of their own beside those by kind."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from studio.base.time import FrameRate
from studio.gui.document import Document
from studio.gui.workspace.inspector.box_editors import (
    AnchorEditor,
    AngleEditor,
    LengthEditor,
    PairEditor,
    TimeEditor,
)
from studio.gui.workspace.inspector.editors import Editor, OptionalEditor
from studio.gui.workspace.inspector.film_start_editor import FilmStartEditor
from studio.gui.workspace.inspector.font_editor import FontEditor
from studio.gui.workspace.inspector.media_editor import MediaEditor
from studio.gui.workspace.inspector.specs import FieldSpec

_MOMENTS = ("start", "end")


class Around(Struct, frozen=True):
    """What editors show besides their value.  words: the text of the layer, for samples of fonts.  film: the
    layer's film, for where it begins; None for what shows none."""

    document: Document
    rate: FrameRate
    rtl: bool
    language: str
    words: str
    initial: dict[str, Any]
    film: Callable[[], Path | None] | None = None


def special_editor(spec: FieldSpec, around: Around) -> Editor | None:
    """The editor of a field that its kind does not say; None: that of its kind."""
    if spec.kind == "choice" and spec.name == "anchor":
        return AnchorEditor(spec, rtl=around.rtl)
    if spec.kind == "number" and spec.unit == "°" and not spec.optional:
        return AngleEditor(spec)
    if spec.path == ("source_start",) and around.film is not None:
        return FilmStartEditor(spec, around.film)
    if spec.kind == "seconds":
        moment = len(spec.path) == 1 and spec.name in _MOMENTS
        editor = TimeEditor(spec, around.rate, as_timecode=moment)
        return OptionalEditor(spec, editor, around.initial.get(spec.name, 0)) if spec.optional else editor
    if spec.kind == "point":
        return PairEditor(spec, is_padding="padding" in spec.name)
    if spec.kind == "length":
        return LengthEditor(spec)
    if spec.kind == "font":
        return FontEditor(spec, around.document, around.words, around.language)
    if spec.kind == "media":
        return MediaEditor(spec, around.document)
    return None
