"""JSON Schemas of the files that people write, for editors that complete and check while one types.

python -m studio.formats.json_schema        writes resources/schemas/*.json anew
"""

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from studio.base.files import write_file
from studio.base.paths import data_dir
from studio.model.animation import AnimationPreset
from studio.model.brand import BrandKit
from studio.model.captions import CaptionPreset
from studio.model.design import DesignSystem
from studio.model.export import ExportProfile
from studio.model.project import Project
from studio.model.template import Template

SCHEMAS: dict[str, type[BaseModel]] = {
    "animation": AnimationPreset,
    "brand": BrandKit,
    "caption": CaptionPreset,
    "design": DesignSystem,
    "export": ExportProfile,
    "project": Project,
    "template": Template,
}
"""Files of resources/schemas by name, and the model that each describes."""


def schema_of(model: type[BaseModel]) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of a kind of file."""
    schema = model.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def schema_bytes(name: str) -> bytes:
    text = json.dumps(schema_of(SCHEMAS[name]), ensure_ascii=False, indent=1, sort_keys=True)
    return (text + "\n").encode()


def write_schemas(folder: Path) -> None:
    """Write all schemas into a folder.  Raises OutputError."""
    for name in SCHEMAS:
        write_file(folder / f"{name}.json", schema_bytes(name))


if __name__ == "__main__":
    write_schemas(data_dir("resources") / "schemas")
    sys.exit(0)
