import pytest

from studio.base.paths import data_dir
from studio.formats.json_schema import SCHEMAS, schema_bytes


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_the_stored_schema_is_that_of_the_model(name: str) -> None:
    file = data_dir("resources") / "schemas" / f"{name}.json"
    stored = file.read_bytes() if file.exists() else b""
    assert stored == schema_bytes(name), "stale: run  python -m studio.formats.json_schema"


def test_there_are_no_schemas_of_nothing() -> None:
    files = {path.stem for path in (data_dir("resources") / "schemas").glob("*.json")}
    assert files == set(SCHEMAS)
