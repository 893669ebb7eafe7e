"""What is wrong with the cells of a row before any film is made of it: values that the sheet did not keep,
errors of spreadsheets, pictures that are missing or damaged."""

import functools
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from studio.base.errors import MediaError, StudioError
from studio.base.paths import assets_dir
from studio.formats.safe_paths import inside
from studio.formats.suggestions import did_you_mean
from studio.media.images import is_image, load_image
from studio.media.video_index import video_index
from studio.model.film_start import without_start
from studio.model.parameters import ImageParameter, ListParameter
from studio.model.project import ASSET
from studio.services.batch.matching import Target
from studio.services.batch.plan import Batch, RowFinding, list_of
from studio.services.film_sheet import SUFFIXES

_ERRORS = re.compile(
    r"#(REF|N/A|DIV/0|VALUE|NAME|NULL|NUM|SPILL|CALC|FIELD|BLOCKED|UNKNOWN)[!?]?|(Err|Fehler|Erreur):\d{3}"
)
"""What stands in a cell whose formula failed (OpenFormula 1.3, Excel, LibreOffice)."""
_SMALL = (64, 64)
"""px: a picture is decoded to see whether it can be, not to be looked at."""


def cell_findings(batch: Batch, row: int) -> Iterator[RowFinding]:
    """All of them block; a cell whose column fills nothing is nobody's concern."""
    table = batch.table
    surplus = False
    for one in table.mistakes:
        if one.row != row:
            continue
        if one.what == "surplus":
            surplus = True
        elif (header := table.headers[one.column]) in batch.columns:
            hint = "Open the sheet in a spreadsheet program and save it there, or write the value."
            message = f"The value of the formula in {table.cell_name(row, one.column)} was not saved."
            yield RowFinding(row, "block", message, hint, header)
    if surplus:
        hint = "A cell with the sign in it that parts cells must stand in quotation marks."
        yield RowFinding(row, "block", "The row has more cells than the sheet has columns.", hint)
    for header, cell in zip(table.headers, table.rows[row], strict=True):
        target = batch.columns.get(header)
        if target is None or not cell:
            continue
        if _ERRORS.fullmatch(cell):
            hint = "Mend its formula in the spreadsheet program, or write the value."
            yield RowFinding(row, "block", f"The formula in the cell failed: {cell}", hint, header)
            continue
        for name in _pictures(batch, target, cell):
            finding = _problem(batch.folder, name, row, header)
            if finding is not None:
                yield finding


def _pictures(batch: Batch, target: Target, cell: str) -> Iterator[str]:
    """The files that a cell names for pictures."""
    parameter = next(one for one in batch.template.parameters if one.id == target.parameter)
    if isinstance(parameter, ImageParameter):
        yield cell
    elif isinstance(parameter, ListParameter):
        fields = [one.id for one in parameter.fields if isinstance(one, ImageParameter)]
        if target.field is not None:
            yield from (cell for one in fields if one == target.field)
        else:
            yield from (line[one] for line in list_of(parameter, cell) for one in fields if one in line)


def _problem(folder: Path, name: str, row: int, header: str) -> RowFinding | None:
    name = without_start(name)[0]
    own = inside(assets_dir(), name.removeprefix(ASSET)) if name.startswith(ASSET) else folder / name
    path = own or folder / name
    status = _status(path) if own is not None else None
    if status is None:
        hint = "Put it beside the sheet, or correct its name."
        near = did_you_mean(name, _names_in(folder)).removeprefix("did you mean '").removesuffix("'?")
        if near:
            hint = f"Put it beside the sheet, or correct its name: did you mean '{near}'?"
        return RowFinding(row, "block", f"The picture '{_short(name)}' is missing.", hint, header, name)
    error = _unreadable(path.absolute(), status.st_size, status.st_mtime_ns)
    if error is None:
        return None
    return RowFinding(row, "block", error.message, error.hint or "Choose another file.", header, name)


def _status(path: Path) -> os.stat_result | None:
    """Of a file; None where there is none, or can be none of that name."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return status if stat.S_ISREG(status.st_mode) else None


@functools.lru_cache(maxsize=4096)
def _unreadable(path: Path, _size: int, _changed: int) -> StudioError | None:
    """Why a file is neither a picture nor a film; remembered while its size and time of change stay."""
    try:
        if path.suffix.lower() in SUFFIXES and not is_image(path):
            video_index(path)
        else:
            load_image(path, _SMALL)
    except MediaError as error:
        return error
    return None


def _names_in(folder: Path) -> list[str]:
    try:
        return [one.name for one in folder.iterdir()]
    except OSError:
        return []


def _short(name: str) -> str:
    return name if len(name) <= 60 else name[:59] + "…"
