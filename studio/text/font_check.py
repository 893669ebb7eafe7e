"""Checking a person's own font: what it can do, and what will look wrong, before it is used.

Damage that makes a file useless is an error of `read_font_file`; what is told here are facts and doubts.
"""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import uharfbuzz as hb
from msgspec import Struct

from studio.text.font_facts import capabilities_of, lacking
from studio.text.font_file import FontFace
from studio.text.font_reading import FaceInfo, read_font_file
from studio.text.kashida_font import KashidaCapability, kashida_capability
from studio.text.optical_size import OpticalSize, optical_size


class FontProblem(Struct, frozen=True):
    """kind: one word or two, for machines; message: one sentence; hint: what to do."""

    kind: str
    message: str
    hint: str = ""


class FaceReport(Struct, frozen=True):
    """One face of a font file.

    capabilities: as of `studio.text.font_facts`.  lacks: characters of the text in question that it does not
    have; they would come from another font.
    """

    info: FaceInfo
    characters: int
    capabilities: tuple[str, ...]
    kashida: KashidaCapability
    optical: OpticalSize
    lacks: str
    problems: tuple[FontProblem, ...]


def check_font(path: Path, text: str = "") -> tuple[FaceReport, ...]:
    """Reports on every face of a font file.  text: what it is to write.  Raises FontError."""
    return tuple(_report(info, text) for info in read_font_file(path))


def family_problems(reports: Sequence[FaceReport]) -> tuple[FontProblem, ...]:
    """The problems of all faces, each once."""
    return tuple(dict.fromkeys(problem for report in reports for problem in report.problems))


def _report(info: FaceInfo, text: str) -> FaceReport:
    face = FontFace(info.source, info.family, info.weight, italic=info.italic)
    characters = face.characters
    return FaceReport(
        info=info,
        characters=len(characters),
        capabilities=capabilities_of(characters),
        kashida=kashida_capability(face),
        optical=optical_size(face, face),
        lacks=lacking(text, characters),
        problems=(*_licence(info), *_letters(face)),
    )


def embedding_problem(info: FaceInfo) -> FontProblem | None:
    """Why a face may not be handed on with a project, None if it may."""
    if info.embedding != "restricted":
        return None
    return FontProblem(
        "restricted",
        f"The licence of the font “{info.family}” does not let it be handed on (OS/2 fsType).",
        "Use it on this computer, and show its films anywhere; to hand on the project, ask its maker for a "
        "licence that allows embedding, or choose another font.",
    )


def _licence(info: FaceInfo) -> list[FontProblem]:
    problem = embedding_problem(info)
    if problem is not None:
        return [problem]
    if info.embedding == "preview":
        message = f"The font “{info.family}” may be handed on for viewing and printing only."
        return [FontProblem("preview", message, "Whoever gets the project should not edit texts with it.")]
    return []


def _letters(face: FontFace) -> list[FontProblem]:
    """What goes wrong when Arabic is shaped with the font."""
    if not all(map(face.covers, map(ord, "بنم"))):
        if face.covers(0xFE91):  # BEH INITIAL FORM
            message = "The font has Arabic only as presentation forms, as old programs used it."
        else:
            message = "The font has no Arabic letters."
        return [FontProblem("no-arabic", message, "Arabic text will be drawn in another font.")]
    found = []
    if len({glyph for glyph, *_ in _shape(face, "ببب")} - {_shape(face, "ب")[0][0]}) < 2:
        message = "Arabic letters do not join in this font: it lacks their initial, medial or final forms."
        found.append(FontProblem("no-joining", message, "Choose another font for Arabic text."))
    if all(map(face.covers, map(ord, "\u064e\u064f\u0650"))) and not _marks_stand_on_letters(face):
        message = "Vowel marks are not placed on their letters in this font."
        found.append(
            FontProblem("loose-marks", message, "Leave tashkeel out, or choose another font for it.")
        )
    return found


def _marks_stand_on_letters(face: FontFace) -> bool:
    """Whether a vowel has another place on a high letter than on a low one, and takes no room of its own."""
    places = []
    for letter in "دلطح":
        glyphs = _shape(face, f"{letter}\u064e")
        marks = [glyph for cluster, group in groupby(glyphs, lambda g: g[1]) if cluster for glyph in group]
        if any(advance for _, _, advance, _ in marks):
            return False
        places += [offset for *_, offset in marks]
    return len(set(places)) > 1


def _shape(face: FontFace, text: str) -> list[tuple[int, int, int, tuple[int, int]]]:
    """Per glyph: its number, cluster, advance and offset, in reading order."""
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    hb.shape(face.hb_font, buffer)
    glyphs = zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    found = [(info.codepoint, info.cluster, at.x_advance, (at.x_offset, at.y_offset)) for info, at in glyphs]
    return found[::-1]
