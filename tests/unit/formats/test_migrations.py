from pathlib import Path

import pytest

from studio.base.errors import DocumentError, InputError
from studio.formats.document_file import SourceData, read_document
from studio.formats.migrations import MIGRATIONS, migrated
from studio.formats.project_file import parse_project, project_bytes
from studio.model.project import CURRENT_VERSION

SAMPLES = Path(__file__).with_name("samples")


def test_there_is_a_sample_and_a_migration_of_every_version() -> None:
    versions = {int(path.stem.rpartition("_v")[2]) for path in SAMPLES.glob("project_v*.json")}
    assert versions == set(range(1, CURRENT_VERSION + 1))
    assert set(MIGRATIONS) == set(range(1, CURRENT_VERSION))


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("project_v*.json")), ids=lambda path: str(path.stem))
def test_every_version_ever_written_can_be_read(path: Path) -> None:
    project = parse_project(read_document(path))
    assert project.name == "أرقامنا"
    assert project_bytes(project)


def test_migrations_run_one_version_at_a_time() -> None:
    steps = {
        1: lambda data: {**data, "steps": [1]},
        2: lambda data: {**data, "steps": [*data["steps"], 2]},
    }
    source = SourceData({"schema": "hiwar-project", "schema_version": 1})
    data = migrated(source, steps, current=3).data
    assert data == {"schema": "hiwar-project", "schema_version": 3, "steps": [1, 2]}
    assert source.data["schema_version"] == 1


def test_a_newer_version_is_told_apart_from_a_mistake() -> None:
    with pytest.raises(InputError, match="knows versions up to") as caught:
        migrated(SourceData({"schema": "hiwar-project", "schema_version": CURRENT_VERSION + 1}))
    assert "newer Hiwar Studio" in caught.value.hint


@pytest.mark.parametrize("version", [None, 0, True, "1", 1.0])
def test_a_missing_or_odd_version_is_a_mistake(version: object) -> None:
    data = (
        {"schema": "hiwar-projekt"}
        if version is None
        else {"schema": "hiwar-projekt", "schema_version": version}
    )
    with pytest.raises(DocumentError) as caught:
        migrated(SourceData(data))
    assert [mistake.path for mistake in caught.value.mistakes] == ["schema", "schema_version"]
