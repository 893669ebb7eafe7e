"""HarfBuzz runs: joined forms, clusters, missing glyphs."""

from studio.text.fonts import FontCatalog
from studio.text.itemize import Run
from studio.text.shaping import ShapedRun, glyph_facts, shape_run, shaping_codepoints

CATALOG = FontCatalog.bundled()
CAIRO = CATALOG.face("Cairo", 400)
AMIRI = CATALOG.face("Amiri", 400)


def shape(text: str, start: int = 0, end: int | None = None, level: int = 1) -> ShapedRun:
    script = "Arab" if level else "Latn"
    run = Run(start, len(text) if end is None else end, level, script, CAIRO)
    return shape_run(shaping_codepoints(text), run, "ar" if level else "en")


def test_letters_join_across_runs() -> None:
    """Half a word, shaped alone with the rest as context, has the forms that it has in the word."""
    whole = shape("بيت")
    parts = [shape("بيت", 0, 1), shape("بيت", 1, 3)]
    joined = {glyph.cluster: glyph.glyph_id for part in parts for glyph in part.glyphs}
    assert joined == {glyph.cluster: glyph.glyph_id for glyph in whole.glyphs}
    assert shape("ب").glyphs[0].glyph_id != joined[0]


def test_lam_alef_is_one_glyph_with_its_marks_kept() -> None:
    assert [glyph.cluster for glyph in shape("لا").glyphs] == [0]
    marked = shape("لَا")
    assert [glyph_facts(CAIRO, glyph.glyph_id).is_mark for glyph in marked.glyphs].count(False) == 1
    assert len(marked.glyphs) == 2


def test_each_mark_has_a_cluster_of_its_own() -> None:
    glyphs = shape("بَتُ").glyphs
    assert sorted(glyph.cluster for glyph in glyphs) == [0, 1, 2, 3]


def test_shadda_and_kasra_are_the_same_in_either_order() -> None:
    places = [
        [(glyph.glyph_id, glyph.x_offset, glyph.y_offset) for glyph in shape(text).glyphs]
        for text in ("رب\u0650\u0651", "رب\u0651\u0650")
    ]
    assert places[0] == places[1]


def test_latin_pairs_are_kerned() -> None:
    apart = sum(shape(letter, level=0).glyphs[0].x_advance for letter in "AV")
    assert sum(glyph.x_advance for glyph in shape("AV", level=0).glyphs) < apart


def test_glyphs_between_places_are_those_of_the_clusters() -> None:
    for level, text in ((1, "سلام عليكم"), (0, "Hello you")):
        run = shape(text, level=level)
        found = run.glyphs_between(2, 6)
        assert [g for g in run.glyphs if 2 <= g.cluster < 6] == list(found)


def test_controls_and_joiners_leave_no_glyph() -> None:
    assert len(shape("ب\u200f\u2067\u2069\u0000ب").glyphs) == 2


def test_a_glyph_that_the_font_lacks_is_named_and_left_out() -> None:
    assert not CAIRO.covers(0x13000)
    run = shape("ب\U00013000ب")
    assert run.missing == (1,)
    assert all(glyph.glyph_id for glyph in run.glyphs)


def test_a_lone_surrogate_is_the_replacement_character() -> None:
    assert shaping_codepoints("a\ud800\t\n") == [0x61, 0xFFFD, 0x20, 0x200B]


def test_the_font_knows_its_marks() -> None:
    run = Run(0, 2, 1, "Arab", AMIRI)
    glyphs = shape_run(shaping_codepoints("بَ"), run, "ar").glyphs
    assert [glyph_facts(AMIRI, glyph.glyph_id).is_mark for glyph in glyphs] == [True, False]
