"""template + values + format + language + brand -> Composition.

The template language is defined in `studio.model.template`; a guide with a film is in presets/README.md.
"""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from msgspec import Struct
from pydantic import ValidationError

from studio.base.digits import DigitSystem, digits_of
from studio.base.errors import DocumentError, InputError, Mistake
from studio.base.languages import primary_language
from studio.base.time import FrameRate, seconds
from studio.formats.mistakes import ids_used_twice, mistakes_of
from studio.formats.positions import Path, dotted
from studio.formats.suggestions import near_and_all
from studio.model.brand import BrandKit, Look
from studio.model.composition import Composition, Digits, Rate
from studio.model.design import DesignSystem, Format
from studio.model.document import write_time
from studio.model.parameters import ListParameter, NumberParameter, Parameter
from studio.model.template import Template
from studio.presets.catalog import Catalog, bundled
from studio.presets.expressions import OMITTED, Scope
from studio.presets.reading_time import held
from studio.presets.resolve import Resolver
from studio.presets.values import checked_values

_SUPPLIED = {
    "size": "the format",
    "rate": "the program",
    "language": "the language asked for",
    "digits": "the language asked for",
    "look": "the brand kit",
}
RATE = Rate()
REST = Fraction(2)
"""Seconds that a body without duration and track stays beyond its reading time."""


class Setting(Struct, frozen=True):
    """What a body is resolved for: everything but the template itself."""

    format: Format
    language: str
    look: Look
    digits: Digits = "auto"
    rate: Rate = RATE

    def written_digits(self) -> DigitSystem:
        """The CLDR numbering system of numbers in text."""
        return digits_of(self.language) if self.digits == "auto" else self.digits


def format_of(design: DesignSystem, name: str) -> Format:
    """The format `9:16`, `4:5`, `1:1` or `16:9`.  Raises InputError."""
    for form in design.formats:
        if form.id == name:
            return form
    names = ", ".join(form.id for form in design.formats)
    raise InputError(f"there is no format '{name}'", f"there is: {names}")


def default_look(brand: str, pair: str | None, catalog: Catalog) -> Look:
    """A brand kit's look, with the faces of a type pair of the design if one is named.  Raises InputError."""
    look = catalog.brand(brand).look
    if pair is None:
        return look
    pairs = catalog.design().pairs
    if pair not in pairs:
        raise InputError(f"there is no type pair '{pair}'", f"there is: {', '.join(pairs)}")
    return look.model_copy(update={"type": pairs[pair]})


def _ungrouped(parameters: Iterable[Parameter], prefix: str = "") -> Iterable[str]:
    for parameter in parameters:
        if isinstance(parameter, NumberParameter) and not parameter.grouping:
            yield prefix + parameter.id
        elif isinstance(parameter, ListParameter):
            yield from _ungrouped(parameter.fields, "item.")


def _track_length(data: Mapping[str, Any]) -> Fraction | None:
    """The end of the longest track at the top of a body, None without one."""
    ends: list[Fraction] = []
    layers = data.get("layers")
    for layer in layers if isinstance(layers, list) else ():
        if not isinstance(layer, Mapping) or layer.get("type") != "track":
            continue
        try:
            lengths = [
                seconds(item["duration"])
                for item in layer.get("items", ())
                if isinstance(item, Mapping) and item.get("kind", "clip") != "transition"
            ]
            ends.append(seconds(layer.get("start", 0)) + sum(lengths, Fraction(0)))
        except (KeyError, TypeError, ValueError, ZeroDivisionError):
            continue  # reported when the composition is validated
    return max(ends, default=None)


def compose(
    body: Mapping[str, Any],
    parameters: Iterable[Parameter],
    values: Mapping[str, Any],
    setting: Setting,
    broken: frozenset[str] = frozenset(),
) -> tuple[Composition | None, list[tuple[Path, str]], dict[str, Any], Resolver]:
    """Resolve a body for checked values.

    Gives the composition (None with mistakes), the mistakes by their path in the body, the resolved data and
    its resolver.

    broken: names that the body may use although there is no value, because they are mistaken themselves.
    """
    logos = setting.look.logos
    names = {
        "language": setting.language,
        "format": setting.format.id,
        "logo": logos[0].media if logos else OMITTED,
        **values,
    }
    digits, ungrouped = setting.written_digits(), frozenset(_ungrouped(parameters))
    scope = Scope(names, setting.language, setting.format.id, digits, ungrouped, broken)
    rate = setting.rate.exact()
    resolver = Resolver(scope, rate)
    data = resolver.resolve(body)
    for key, source in _SUPPLIED.items():
        if data.pop(key, None) is not None:
            resolver.mistakes.append(((key,), f"'{key}' does not stand in a body: it comes from {source}"))
    if "duration" not in data and ("duration",) not in resolver.poisoned:
        data["duration"] = write_time(_length(data, setting.language, rate))
    whole = {
        **data,
        "size": {"width": setting.format.width, "height": setting.format.height},
        "rate": setting.rate,
        "language": setting.language,
        "digits": setting.digits,
        "look": setting.look,
    }
    return _validated(whole, resolver), resolver.mistakes, whole, resolver


def _length(data: Mapping[str, Any], language: str, rate: FrameRate) -> Fraction:
    track = _track_length(data)
    if track is not None and track > 0:
        return track
    return held(data, language, rate, extra=float(REST))


def _validated(data: dict[str, Any], resolver: Resolver) -> Composition | None:
    twice = [
        (resolver.origin_of(path), message)
        for path, message in ids_used_twice(
            {"layers": data.get("layers", ()), "audio": data.get("audio", ())}
        )
    ]
    resolver.mistakes += twice
    try:
        composition = Composition.model_validate(data)
    except ValidationError as error:
        for path, mistake in mistakes_of(error, Composition, data):
            noise = any(path[: len(place)] == place for place in resolver.poisoned)
            if not noise and not (twice and " are called " in mistake.message):
                resolver.mistakes.append((resolver.origin_of(path), mistake.message))
        return None
    return None if resolver.mistakes else composition


def instantiate(
    template: Template,
    values: Mapping[str, Any],
    *,
    language: str = "ar",
    format: str = "9:16",
    brand: BrandKit | None = None,
    digits: Digits | None = None,
    use_samples: bool = False,
    catalog: Catalog | None = None,
) -> Composition:
    """A composition from a template and values.

    values: by parameter id; texts may be given by language; numbers and booleans may be given as text.
    format: one of the template's formats, such as `9:16`; it sets the size of the canvas.
    brand: palette and faces; None takes the template's own.
    digits: CLDR numbering system; None: by language.
    use_samples: fill what is missing with the template's samples.

    Raises InputError (format, brand) or DocumentError with all mistakes at once.
    """
    catalog = catalog or bundled()
    if format not in template.formats:
        hint = near_and_all(format, template.formats)
        raise InputError(f"the template '{template.id}' has no format '{format}'", hint)
    checked, wrong = checked_values(template.parameters, values, language, use_samples=use_samples)
    if wrong:
        raise DocumentError(f"template '{template.id}'", wrong)
    design = catalog.design()
    look = brand.look if brand else default_look(template.brand, template.pair, catalog)
    setting = Setting(format_of(design, format), language, look, digits or "auto")
    body = {"name": template.name.get(primary_language(language), template.id), **template.body}
    if template.still_at is not None:
        body.setdefault("still_at", write_time(template.still_at))
    composition, mistakes, _, _ = compose(body, template.parameters, checked, setting)
    if composition is None:
        found = dict.fromkeys(Mistake(dotted(("body", *path)), message) for path, message in mistakes)
        raise DocumentError(f"template '{template.id}'", list(found))
    return composition
