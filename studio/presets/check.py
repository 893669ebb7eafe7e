"""Checking a template file as a whole: every mistake once, with its line.

    python -m studio.presets.check presets/templates/my-film.toml

The header is checked by its model.  The body is resolved with the samples in every format and language,
with and without the optional values, and the compositions that come out are validated.  What is wrong is
traced back to where it is written.
"""

import contextlib
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import Any

from pydantic import TypeAdapter, ValidationError

from studio.base.errors import DocumentError, InputError, Mistake
from studio.base.paths import assets_dir
from studio.formats.document_file import SourceData, read_document
from studio.formats.mistakes import ids_used_twice, in_order, mistakes_of
from studio.formats.positions import Path, dotted
from studio.formats.suggestions import unknown_name
from studio.model.brand import Look
from studio.model.parameters import BooleanParameter, ChoiceParameter, Parameter
from studio.model.template import FORMATS, Template
from studio.presets.catalog import Catalog, bundled
from studio.presets.expressions import OMITTED
from studio.presets.instantiate import Setting, compose, default_look
from studio.presets.references import wrong_references
from studio.presets.values import checked_values

_PARAMETER: TypeAdapter[Parameter] = TypeAdapter(Parameter)
_NO_BODY: dict[str, Any] = {}


class _Check:
    def __init__(self, source: SourceData, catalog: Catalog, assets: FilePath) -> None:
        self.source = source
        self.catalog = catalog
        self.assets = assets
        self.found: dict[tuple[Path, str], None] = {}

    def wrong(self, path: Path, message: str) -> None:
        self.found.setdefault((path, message))

    def mistakes(self) -> list[Mistake]:
        lines = self.source.positions
        return in_order(Mistake(dotted(path), message, lines.line_of(path)) for path, message in self.found)

    def header(self) -> None:
        data = {**self.source.data, "body": _NO_BODY} if "body" in self.source.data else self.source.data
        for path, message in ids_used_twice(data):
            self.wrong(path, message)
        try:
            template = Template.model_validate(data)
        except ValidationError as error:
            for path, mistake in mistakes_of(error, Template, data):
                if " are called " not in mistake.message:
                    self.wrong(path, mistake.message)
            return
        stem = FilePath(self.source.where).stem
        if template.id != stem:
            self.wrong(("id",), f"the id is the file's name, '{stem}'")
        if "body" in self.source.data and not isinstance(self.source.data["body"], dict):
            self.wrong(("body",), "a table is expected here")

    def raw_parameters(self) -> dict[str, tuple[int, dict[str, Any]]]:
        """The parameters as written that have a name, with their place in the list."""
        raw = self.source.data.get("parameters")
        items = enumerate(raw if isinstance(raw, list) else [])
        return {
            item["id"]: (index, item)
            for index, item in items
            if isinstance(item, dict) and isinstance(item.get("id"), str)
        }

    def parameters(self) -> list[Parameter]:
        """Those parameters that are well-formed; the others are reported with the header."""
        result: list[Parameter] = []
        for _, item in self.raw_parameters().values():
            with contextlib.suppress(ValidationError):
                result.append(_PARAMETER.validate_python(item))
        return result

    def broken_names(self, parameters: list[Parameter]) -> frozenset[str]:
        """Parameters that the body may name although they could not be read."""
        return frozenset(self.raw_parameters().keys() - {parameter.id for parameter in parameters})

    def look(self) -> Look:
        brand, pair = self.source.data.get("brand", "hiwar-dark"), self.source.data.get("pair")
        brands, pairs = self.catalog.ids("brands"), tuple(self.catalog.design().pairs)
        if pair is not None and pair not in pairs:
            self.wrong(("pair",), unknown_name("there is no type pair", pair, pairs))
            pair = None
        if brand not in brands:
            self.wrong(("brand",), unknown_name("there is no brand kit", brand, brands))
            return Look()
        return default_look(brand, pair, self.catalog)

    def samples(self, parameters: list[Parameter], language: str) -> dict[str, Any]:
        """The samples as checked values; mistakes in them are noted."""
        values: dict[str, Any] = {}
        for parameter in parameters:
            place: Path = ("parameters", self.raw_parameters()[parameter.id][0])
            checked, wrong = checked_values([parameter], {}, language, use_samples=True)
            values |= checked
            for mistake in wrong:
                rest = mistake.path.split(".")[2:]
                tail: Path = tuple(int(part) if part.isdigit() else part for part in rest)
                if not tail and mistake.message == "a value is missing":
                    self.wrong(place, f"a sample is missing (language '{language}')")
                else:
                    self.wrong((*place, "sample", *tail), mistake.message)
        return values

    def body(self) -> None:
        """Resolve and validate the body for every format, language and kind of values."""
        body = self.source.data.get("body")
        if not isinstance(body, dict):
            return
        parameters, look = self.parameters(), self.look()
        broken = self.broken_names(parameters)
        formats = self.source.data.get("formats")
        wanted = formats if isinstance(formats, list) else list(FORMATS)
        for language in LANGUAGES:
            values = self.samples(parameters, language)
            for form in self.catalog.design().formats:
                if form.id in wanted:
                    setting = Setting(form, language, look)
                    for variant in _variants(parameters, values):
                        self.once(body, parameters, variant, setting, broken)

    def once(
        self,
        body: Mapping[str, Any],
        parameters: list[Parameter],
        values: Mapping[str, Any],
        setting: Setting,
        broken: frozenset[str],
    ) -> None:
        _, mistakes, data, resolver = compose(body, parameters, values, setting, broken)
        for path, message in mistakes:
            self.wrong(("body", *path), message)
        for path, message in wrong_references(data, setting.format, self.catalog, self.assets):
            if not any(path[: len(place)] == place for place in resolver.poisoned):
                self.wrong(("body", *resolver.origin_of(path)), message)


LANGUAGES = ("ar", "en")
"""The languages that every template serves."""


def _variants(parameters: list[Parameter], values: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """All samples; only what is required; each choice and each answer once."""
    yield values
    yield {p.id: OMITTED if p.optional and p.default is None else values[p.id] for p in parameters}
    for parameter in parameters:
        if isinstance(parameter, ChoiceParameter):
            yield from ({**values, parameter.id: choice} for choice in parameter.choices)
        elif isinstance(parameter, BooleanParameter):
            yield from ({**values, parameter.id: answer} for answer in (True, False))


def check_source(
    source: SourceData, *, catalog: Catalog | None = None, assets: FilePath | None = None
) -> list[Mistake]:
    """All mistakes of a template that has been read, in the order of lines; none when it is sound."""
    check = _Check(source, catalog or bundled(), assets or assets_dir())
    check.header()
    check.body()
    return check.mistakes()


def check_template(
    path: FilePath, *, catalog: Catalog | None = None, assets: FilePath | None = None
) -> list[Mistake]:
    """All mistakes of a template file, each once, in the order of lines; none when it is sound.

    Raises InputError when there is no such file or it is no text.
    """
    try:
        source = read_document(path)
    except DocumentError as error:
        return list(error.mistakes)
    return check_source(source, catalog=catalog, assets=assets)


def main(arguments: list[str]) -> int:
    """Check each file named; 0 when all are sound, 2 otherwise."""
    code = 0
    for name in arguments:
        try:
            mistakes = check_template(FilePath(name))
        except InputError as error:
            mistakes = [Mistake("", error.message)]
        lines = "\n".join(f"  {mistake}" for mistake in mistakes)
        count = f"{len(mistakes)} mistake{'s' if len(mistakes) > 1 else ''}"
        sys.stdout.write(f"{name}: {count}\n{lines}\n" if mistakes else f"{name}: sound\n")
        code = 2 if mistakes else code
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
