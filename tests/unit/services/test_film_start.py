"""A film among a template's values begins where its value says: for commands, in sheets, in projects."""

import json
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.formats.tables import Table
from studio.model.film_start import with_start, without_start
from studio.model.layers import ImageLayer
from studio.presets.catalog import bundled
from studio.services.batch.checking import check_row
from studio.services.batch.matching import match_columns
from studio.services.batch.plan import Batch
from studio.services.edits.paths import walk
from studio.services.new_project import new_project
from studio.services.opening import Opened, Wishes, open_source
from studio.services.stills import Painter
from tests.unit.media.videos import film


@pytest.fixture(scope="module")
def walking(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty frames, each another picture, 30 a second."""
    return film(tmp_path_factory.mktemp("film") / "walk.mp4")


@given(st.fractions(0, 9999).map(lambda one: one.limit_denominator(1000)))
def test_a_start_is_read_as_it_is_written(start: Fraction) -> None:
    name, read = without_start(with_start("a b#c.mp4", start))
    assert name == "a b#c.mp4"
    assert abs(read - start) <= Fraction(1, 2000)
    assert with_start(with_start("a.mp4", start), Fraction(0)) == "a.mp4"


@pytest.mark.parametrize("name", ["", "a.mp4", "a#t=", "a#t=x", "#t=3", "a#t=-1", "a#t=1e3", "a#t=٣"])
def test_what_names_no_start_is_left_alone(name: str) -> None:
    assert without_start(name) == (name, Fraction(0))


def start_of(opened: Opened) -> list[Fraction]:
    return [
        layer.source_start
        for _, layer in walk(opened.composition)
        if isinstance(layer, ImageLayer) and layer.media.startswith("film-")
    ]


def test_a_value_begins_the_film_later_and_a_project_keeps_it(walking: Path, tmp_path: Path) -> None:
    plain = open_source("pull-quote", Wishes({"picture": str(walking)}, samples=True))
    later = open_source("pull-quote", Wishes({"picture": f"{walking}#t=1"}, samples=True))
    assert start_of(plain) == [0]
    assert start_of(later) == [1]
    assert later.resources.media.keys() == plain.resources.media.keys()
    first, second = (
        Painter(one.composition, one.resources, 0.2).paint(Fraction(0)) for one in (plain, later)
    )
    assert not np.array_equal(first, second)
    wishes = Wishes({"picture": f"{walking}#t=1"})
    folder = new_project("pull-quote", tmp_path / "film.hiwar", wishes).folder
    kept = json.loads((folder / "project.json").read_text("utf-8"))
    assert kept["source"]["values"]["picture"].endswith("#t=1")
    again = open_source(str(folder), Wishes(values={"speaker": "ليلى"}))
    assert start_of(again) == [1]
    assert start_of(open_source(str(folder))) == [1]


def test_a_sheet_names_the_start_too(walking: Path) -> None:
    template = bundled().template("pull-quote")
    headers = ("quote", "speaker", "picture")
    rows = (("الحوار يبني", "ليلى", "walk.mp4#t=1"), ("الحوار يبني", "ليلى", "walk.mp4#t=99"))
    table = Table(headers, rows, (2, 3))
    batch = Batch(template, table, match_columns(template, headers), ("1:1",), folder=walking.parent)
    good, late = (check_row(batch, row) for row in (0, 1))
    assert good.findings == ()
    assert [(one.column, one.level) for one in late.findings] == [("picture", "warning")]
