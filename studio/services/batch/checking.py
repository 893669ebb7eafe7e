"""Rows looked at before anything is rendered: made ready in all sizes and languages, laid out, faults told.

row --cells.cell_findings--> values that can be used --open_source--> composition --_laid_out--> what fits
"""

from collections.abc import Iterator

from msgspec.structs import replace

from studio.base.errors import DocumentError, Mistake, StudioError
from studio.model.film_start import without_start
from studio.model.layers import TextLayer
from studio.presets.catalog import Catalog, bundled
from studio.scene.findings import Finding
from studio.scene.placed import placed_at
from studio.scene.scene import Scene
from studio.services.batch.cells import cell_findings
from studio.services.batch.plan import Batch, CheckedRow, Item, RowFinding, values_of
from studio.services.opening import Opened, Wishes, open_source
from studio.services.preflight.moments import moments_of
from studio.services.resources import open_resources

_SHRUNK = 0.97
"""A text that is smaller than this share of its designed size is told to be shrunk."""


def check_row(batch: Batch, row: int, catalog: Catalog | None = None) -> CheckedRow:
    """A row made ready in every size and language, and what is wrong with it.  Never raises StudioError."""
    catalog = catalog or bundled()
    bad = tuple(cell_findings(batch, row))
    found: dict[RowFinding, None] = dict.fromkeys(bad)
    told = frozenset(one.column for one in bad)
    # Without them, so that the rest of the row can be looked at.
    values = values_of(batch, row, without=told)
    items: list[Item] = []
    for language in batch.languages:
        for size in batch.sizes:
            wishes = Wishes(values, batch.folder, size=size, language=language, brand=batch.brand)
            item = Item(row, size, language, "")
            try:
                opened = open_source(batch.source or batch.template.id, wishes, catalog)
                found |= dict.fromkeys(_laid_out(batch, row, opened))
                item = replace(item, composition=opened.composition, resources=opened.resources)
            except DocumentError as error:
                mistakes = (_mistake(batch, row, one, language) for one in error.mistakes)
                found |= dict.fromkeys(one for one in mistakes if not one.column or one.column not in told)
            except StudioError as error:
                if not any(one.level == "block" for one in found):
                    found[RowFinding(row, "block", error.message, error.hint)] = None
            items.append(item)
    return CheckedRow(row, tuple(items), tuple(found))


def _mistake(batch: Batch, row: int, mistake: Mistake, language: str) -> RowFinding:
    """A mistake of the values as one of a cell."""
    path = mistake.path.removeprefix("values.")
    # The very place, the place in this language, any column of the same value.
    ranks = {
        header: 3 * (target.written == path)
        or 2 * (target.written == f"{path}.{language}")
        or int(target.parameter == path.partition(".")[0])
        for header, target in batch.columns.items()
    }
    column = max(ranks, key=lambda header: ranks[header], default="")
    column = column if ranks.get(column) else ""
    message = mistake.message if column else f"'{path}': {mistake.message}"
    hint = "Correct the cell." if column else "Choose a column for it."
    return RowFinding(row, "block", message, hint, column)


def _laid_out(batch: Batch, row: int, opened: Opened) -> Iterator[RowFinding]:
    """What does not fit, and what only fits because it was shrunk."""
    scene = Scene(opened.composition, open_resources(opened.resources))
    for finding in scene.findings():
        level = "block" if finding.kind == "missing-glyph" else "warning"
        if finding.kind in _TOLD:
            column = _column_of(batch, row, finding) or _column_of_media(batch, row, finding, opened)
            yield RowFinding(row, level, finding.message, finding.hint, column)
    told: set[tuple[str, ...]] = set()
    for time in moments_of(opened.composition):
        for placed in placed_at(scene, time):
            layer = placed.layer
            if not isinstance(layer, TextLayer) or placed.path in told or not placed.texts:
                continue
            told.add(placed.path)
            context = scene.context
            designed = context.text_spec(layer.text, layer.style)[0].size
            size = placed.texts[0].layout.spec.size
            if size < _SHRUNK * designed:
                share = round(100 * size / designed)
                yield RowFinding(
                    row,
                    "warning",
                    f"The text '{_short(layer.text)}' is long: it is shrunk to {share} % of its size.",
                    "Shorten it, or leave it so.",
                    _column_with(batch, row, layer.text),
                )


_TOLD = frozenset(
    {"text-too-long", "caption-hidden", "missing-glyph", "small-text", "missing-font", "film-over"}
)


def _column_of(batch: Batch, row: int, finding: Finding) -> str:
    quoted = finding.message.partition("'")[2].rpartition("'")[0]
    return _column_with(batch, row, quoted.rstrip("…"))


def _column_of_media(batch: Batch, row: int, finding: Finding, opened: Opened) -> str:
    """The column whose cell named the file that a finding is about."""
    file = opened.resources.media.get(finding.about)
    if file is not None:
        for header, cell in zip(batch.table.headers, batch.table.rows[row], strict=True):
            named = (batch.folder / without_start(cell)[0]).absolute()
            if header in batch.columns and cell and named == file:
                return header
    return ""


def _column_with(batch: Batch, row: int, text: str) -> str:
    """The column whose cell a text came from."""
    if text:
        for header, cell in zip(batch.table.headers, batch.table.rows[row], strict=True):
            if header in batch.columns and cell and (cell == text or (len(text) > 3 and text in cell)):
                return header
    return ""


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
