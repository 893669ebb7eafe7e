"""What layers and clips are called and drawn as in lists."""

from collections.abc import Mapping
from functools import cache

from studio.gui.i18n import LANGUAGES, tr, translator
from studio.model.composition import AudioClip
from studio.model.layers import (
    BilingualLayer,
    Clip,
    GroupLayer,
    ImageLayer,
    LayerBase,
    TextLayer,
    TrackLayer,
    VideoLayer,
)
from studio.services.edits.inserts import SHAPES
from studio.services.edits.paths import Node, children_of

KIND_ICONS = {
    "text": "typography",
    "bilingual": "language",
    "image": "photo",
    "video": "movie",
    "shape": "shape",
    "pattern": "grid-dots",
    "icon": "star",
    "group": "folder",
    "chart": "chart-bar",
    "caption": "subtitles",
    "composition": "stack-2",
    "track": "timeline",
    "clip": "movie",
    "audio": "music",
}
"""The window's icon of each kind."""

COLORS = {
    "text": "text",
    "bilingual": "text",
    "image": "image",
    "video": "video",
    "shape": "shape",
    "pattern": "shape",
    "icon": "shape",
    "group": "shape",
    "chart": "chart",
    "caption": "caption",
    "composition": "video",
    "track": "video",
    "clip": "video",
    "audio": "audio",
}
"""The ground of a kind on the timeline (`theme.palettes.CLIPS`)."""


def kind_of(node: Node) -> str:
    if isinstance(node, AudioClip):
        return "audio"
    return "clip" if isinstance(node, Clip) else str(node.type)


def kind_name(node: Node) -> str:
    """What a kind is called in the window's language."""
    return tr(f"kind.{kind_of(node)}")


def kind_icon(node: Node) -> str:
    return KIND_ICONS[kind_of(node)]


def layer_name(node: Node) -> str:
    """The name that people gave, else its first words, else what it is."""
    if node.name:
        given = _own_names().get(node.name)
        return node.name if given is None else tr(given)
    if isinstance(node, TextLayer):
        words = node.text
    elif isinstance(node, BilingualLayer):
        words = node.first.text
    elif isinstance(node, Clip | GroupLayer):
        words = first_words(node)
    elif isinstance(node, ImageLayer | VideoLayer):
        words = node.media.rpartition("/")[2]
    elif isinstance(node, AudioClip):
        words = node.media.rpartition("/")[2].rpartition(".")[0] or node.media
    else:
        words = ""
    words = " ".join(words.split())
    if isinstance(node, TrackLayer):
        return kind_name(node)
    if words:
        return words if len(words) <= 40 else words[:39] + "…"
    plain = isinstance(node, LayerBase) and node.id.rpartition("-")[0] == kind_of(node)
    return kind_name(node) if plain else _part_name(node.id)


@cache
def _own_names() -> Mapping[str, str]:
    """Names that inserting gives, in both languages, with their keys: not renamed, they follow the window."""
    shapes = [f"insert.shape_{kind.value}" for kind in SHAPES]
    keys = ["insert.lower_third", *shapes]
    return {translator().words(key, language=language): key for key in keys for language in LANGUAGES}


def _part_name(id: str) -> str:
    """What a part of the program's own templates is called; an id that is none of them, as it is."""
    whole, _, number = id.rpartition("-")
    key = f"part.{whole if number.isdecimal() else id}"
    name = tr(key)
    return id if name == key else name


def first_words(node: Node) -> str:
    """The first text that is in a clip or group, as people read it; empty if there is none."""
    for layer in children_of(node):
        if isinstance(layer, TextLayer):
            words = layer.text
        elif isinstance(layer, BilingualLayer):
            words = layer.first.text
        else:
            words = first_words(layer)
        if any(letter.isalpha() for letter in words):  # a number in front of its words names nothing
            return words
    return ""
