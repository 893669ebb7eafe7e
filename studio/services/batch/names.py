"""File names of a batch: by a pattern, fit for every system, each once."""

import re
import unicodedata
from collections.abc import Sequence

from msgspec.structs import replace

from studio.base.errors import InputError
from studio.model.parameters import ImageParameter, NumberParameter, Parameter
from studio.services.batch.matching import Target
from studio.services.batch.plan import Batch, CheckedRow, RowFinding

_LONGEST_NAME = 80
_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")
"""What Windows keeps for devices."""

_FIELD_NAME = re.compile(r"\{([^{}]*)\}")


def check_pattern(batch: Batch) -> None:
    """Raises InputError for a pattern of names that asks for something that is not there."""
    known = {"title", "row", "size", "lang", "template", *batch.table.headers}
    known |= {one.id for one in batch.template.parameters}
    for name in _FIELD_NAME.findall(batch.pattern):
        if name not in known:
            raise InputError(
                f"the names ask for '{name}', which the sheet does not have",
                "There is {title}, {row}, {size}, {lang}, {template} and every column.",
            )
    if not batch.pattern.strip() or "/" in batch.pattern or "\\" in batch.pattern:
        raise InputError("this is no pattern for file names", "Write for example {title}_{size}_{lang}.")


def file_name(batch: Batch, row: int, size: str, language: str) -> str:
    """The file's name without its ending, fit for every system."""
    cells = dict(zip(batch.table.headers, batch.table.rows[row], strict=True))
    by_parameter = {target.parameter: cells[header] for header, target in batch.columns.items()}
    texts = (
        cells[header]
        for header, target in batch.columns.items()
        if _part(cells[header])
        and not isinstance(_parameter(batch, target), ImageParameter | NumberParameter)
    )
    number = batch.table.numbers[row]
    fixed = {
        "title": next(texts, "") or f"{number}",
        "row": f"{number:04}",
        "size": size.replace(":", "x"),
        "lang": language,
        "template": batch.template.id,
    }
    known = {**by_parameter, **cells, **fixed}
    return as_file_name(_FIELD_NAME.sub(lambda match: _part(known.get(match[1], "")), batch.pattern))


def _parameter(batch: Batch, target: Target) -> Parameter | None:
    return next((one for one in batch.template.parameters if one.id == target.parameter), None)


def _part(text: str) -> str:
    kept = "".join(
        one if unicodedata.category(one)[0] in "LMN" or one in "-_." else " " for one in text[:400]
    )
    words = " ".join(kept.split()).strip("-_. ")
    while len(words) > _LONGEST_NAME // 2 and " " in words:
        words = words.rpartition(" ")[0]
    return words[:_LONGEST_NAME]


def as_file_name(text: str) -> str:
    """A text as a file name that no system refuses."""
    kept = "".join(one if unicodedata.category(one)[0] in "LMN" or one in "-_. " else "_" for one in text)
    kept = " ".join(kept.split()).strip(" ._")[: 2 * _LONGEST_NAME]
    return f"_{kept}" if _RESERVED.fullmatch(kept) else kept or "film"


def named(batch: Batch, rows: Sequence[CheckedRow]) -> list[CheckedRow]:
    """The rows with names for their files: a number behind those that are taken, which is told."""
    taken: set[str] = set()
    made: list[CheckedRow] = []
    for checked in rows:
        items, found = [], list(checked.findings)
        for item in checked.items:
            wanted = file_name(batch, checked.row, item.size, item.language)
            name, count = wanted, 2
            while unicodedata.normalize("NFC", name).casefold() in taken:
                name, count = f"{wanted} ({count})", count + 1
            taken.add(unicodedata.normalize("NFC", name).casefold())
            if name != wanted and not checked.blocked:
                message = f"Another row makes a file '{wanted}'; this one is called '{name}'."
                found.append(RowFinding(item.row, "warning", message, "Put {row} into the names."))
            items.append(replace(item, name=name))
        made.append(CheckedRow(checked.row, tuple(items), tuple(found)))
    return made
