"""A template: typed parameters and a composition written in terms of them.

`body` is the composition's own data (TOML tables) without size, rate, language and look, which come from the
format, the language and the brand kit, and with the additions below.  `studio.presets.instantiate` resolves
them all before the result is validated as a Composition.  presets/README.md guides through a whole film.

Values
- `"{name}"` alone is the parameter's value with its type; inside longer text it is inserted as text.  In what
  is read (`text`, `label`, `prefix`, `suffix`, `name`) it is always text, and numbers are written in the
  film's digits.  `{{` and `}}` are braces.
- `"{date(day, calendar=hijri)}"`: a function (`studio.presets.functions`) writes numbers, money, dates and
  counted words.
- A list item or layer that needs an optional parameter without a value is left out.

Choices
- `{ ar = …, en = …, else = … }` chooses by language, `{ "9:16" = …, "4:5, 1:1" = …, else = … }` by format;
  where nothing fits, the key is not written at all.
- `when = "name"` (`"!name"`; `"name=value"`, `"name!=value"`; a list: all of them) on a table keeps it only
  if the value is given and neither empty, zero nor false.  `format` and `language` are names as well.

Repetition
- `for = "name"` on a table of a list repeats it for each row of a list parameter.  Inside stand
  `{item.field}`, `{index}` (from 0), `{number}` (from 1), `{count}`, and `first` and `last` for `when`.
- `each = [ … ]` beside `for` or `when` stands for several tables at once (a clip and its transition).

Convenience
- A missing `id` is made of the type and place (`text-2`); inside a `for`, `-1`, `-2` … is put behind every id
  of the repeated table itself.
- Transitions without a clip on both sides (the clip was left out) are left out too.
- `duration = { reading = true, min = 2, max = 8, extra = 0.5 }` is the reading time of the table's texts
  (STYLE section 4) plus `extra`, within `min` and `max`, up to the next whole frame.
- A body without `duration` is as long as its longest track; without a track, as its reading time plus 2 s.
"""

from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from studio.model.document import Identifier, Model, Time, unique_ids
from studio.model.parameters import Localized, Parameter

FORMATS = ("9:16", "4:5", "1:1", "16:9")


class Template(Model):
    """A film or still to be filled in: parameters, and a body that names them (presets/README.md).

    formats: in which it was designed.  still_at: as of a composition.
    """

    schema_version: Literal[1] = 1
    id: Identifier
    kind: Literal["film", "still"]
    name: Localized
    note: Localized
    mood: Annotated[str, Field(max_length=40)] = ""
    """One word on what it feels like: dialogue, data, heritage …"""
    brand: Identifier = "hiwar-dark"
    """A brand kit of presets/brands that suits it; its palette and faces are the default look."""
    pair: str | None = None
    """A type pair of the design (T1 … T7) in place of the faces of `brand`; a kit that is chosen wins."""
    formats: tuple[Literal["9:16", "4:5", "1:1", "16:9"], ...] = ("9:16", "4:5", "1:1", "16:9")
    parameters: tuple[Parameter, ...]
    still_at: Time | None = None
    body: dict[str, Any]

    @model_validator(mode="after")
    def _parameters_named_once(self) -> "Template":
        unique_ids(self.parameters, "parameters")
        return self
