"""Reading a caption style's file as a whole: every mistake once, with its line."""

from pathlib import Path

from studio.base.errors import DocumentError, Mistake
from studio.formats.document_file import SourceData, read_document
from studio.formats.mistakes import in_order, validated
from studio.formats.suggestions import unknown_name
from studio.model.captions import CaptionPreset
from studio.presets.catalog import Catalog, bundled


def read_caption_preset(file: Path, catalog: Catalog | None = None) -> CaptionPreset:
    """A caption style from its file.  Raises InputError, DocumentError with every mistake."""
    source = read_document(file)
    catalog = catalog or bundled()
    mistakes = _unknown_motions(source, catalog)
    preset: CaptionPreset | None = None
    try:
        preset = validated(CaptionPreset, source)
    except DocumentError as error:
        mistakes += error.mistakes
    if mistakes or preset is None:
        raise DocumentError(source.where, in_order(mistakes))
    return preset


def is_caption_preset(source: SourceData) -> bool:
    """Whether a file is meant as a caption style, not as a template."""
    return "style" in source.data and "body" not in source.data


def _unknown_motions(source: SourceData, catalog: Catalog) -> list[Mistake]:
    style = source.data.get("style")
    found = []
    for name in ("enter", "leave", "arrive"):
        motion = style.get(name) if isinstance(style, dict) else None
        wanted = motion.get("preset") if isinstance(motion, dict) else None
        if isinstance(wanted, str) and wanted not in catalog.ids("animations"):
            path = ("style", name, "preset")
            message = unknown_name("there is no animation", wanted, catalog.ids("animations"))
            found.append(Mistake(".".join(path), message, source.positions.line_of(path)))
    return found
