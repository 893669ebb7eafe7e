"""Bringing project files of older versions up to date, one version at a time, as plain data.

MIGRATIONS[n] takes the data of version n and returns that of version n + 1.  A sample of every version that
was ever written is kept in tests/unit/formats/samples and read by a test.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from studio.base.errors import DocumentError, InputError, Mistake
from studio.formats.document_file import SourceData
from studio.formats.suggestions import did_you_mean
from studio.model.project import CURRENT_VERSION, SCHEMA

Migration = Callable[[dict[str, Any]], dict[str, Any]]

MIGRATIONS: Mapping[int, Migration] = MappingProxyType({})


def migrated(
    source: SourceData,
    migrations: Mapping[int, Migration] = MIGRATIONS,
    current: int = CURRENT_VERSION,
) -> SourceData:
    """The project's data as of the current version.

    Lines are kept as read; a migration that moves a table loses the lines of that table only.
    Raises DocumentError when schema or version are missing or make no sense, InputError for a newer version.
    """
    data = source.data
    schema, version = data.get("schema"), data.get("schema_version")
    mistakes: list[Mistake] = []
    if schema != SCHEMA:
        hint = did_you_mean(schema, (SCHEMA,))
        message = f"a project says schema = '{SCHEMA}'" + (f"; {hint}" if hint else "")
        mistakes.append(Mistake("schema", message, source.positions.line_of(("schema",))))
    if isinstance(version, bool) or not isinstance(version, int) or version < 1:
        message = "the version is missing" if version is None else "the version is a whole number from 1 on"
        line = source.positions.line_of(("schema_version",))
        mistakes.append(Mistake("schema_version", message, line))
    elif version > current:
        raise InputError(
            f"the project has version {version}; this program knows versions up to {current}",
            "open it with a newer Hiwar Studio",
            source.where,
        )
    else:
        for number in range(version, current):
            data = {**migrations[number](data), "schema_version": number + 1}
    if mistakes:
        raise DocumentError(source.where, mistakes)
    return SourceData(data, source.where, source.positions)
