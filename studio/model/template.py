"""A template: typed parameters and a composition written in terms of them.

`body` is the composition's own data (TOML tables) with these additions, all resolved by
`studio.presets.instantiate` before the result is validated as a Composition:

- `"{name}"` alone is the parameter's value with its type; inside longer text it is inserted as text;
  `{item.field}` and `{index}`, `{number}` (index + 1) inside a `for`;
- `when = "name"` (or `"!name"`) on a table keeps it only if the value is given and not empty / false;
- `for = "name"` on a table repeats it for each row of a list parameter;
- `{ "9:16" = …, "16:9" = …, else = … }` chooses by format, `{ ar = …, en = … }` by language;
- a clip's `duration = { reading = true, min = 2, max = 8, extra = 0.5 }` is the reading time of its texts
  (STYLE section 4) plus `extra`.
"""

from typing import Annotated, Any, Literal

from pydantic import Field

from studio.model.document import Identifier, Model, Time
from studio.model.parameters import Localized, Parameter

FORMATS = ("9:16", "4:5", "1:1", "16:9")


class Template(Model):
    schema_version: Literal[1] = 1
    id: Identifier
    kind: Literal["film", "still"]
    name: Localized
    note: Localized
    mood: Annotated[str, Field(max_length=40)] = ""
    """A brand kit of presets/brands that suits it; its palette and faces are the default look."""
    brand: Identifier = "hiwar-dark"
    formats: tuple[Literal["9:16", "4:5", "1:1", "16:9"], ...] = ("9:16", "4:5", "1:1", "16:9")
    parameters: tuple[Parameter, ...]
    still_at: Time | None = None
    body: dict[str, Any]
