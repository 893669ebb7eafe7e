"""A project: compositions, and the media and fonts that they use."""

from typing import Annotated, Any, Literal

from pydantic import Field

from studio.model.composition import Composition
from studio.model.document import Identifier, Model

CURRENT_VERSION = 1
SCHEMA = "hiwar-project"
ASSET = "asset:"
"""Before the path of a bundled file, relative to the assets, wherever a file can be named."""

RelativePath = Annotated[str, Field(min_length=1, max_length=1000)]


class Media(Model):
    """A file of the project: a path relative to the project's folder, or `asset:…` for a bundled one."""

    id: Identifier
    path: RelativePath
    digest: str | None = None
    """blake2b-128 of the content in hex, when packed: finds a moved file again."""
    licence: Annotated[str, Field(max_length=500)] = ""
    """Who made it and on what terms it may be used, as the person wrote it."""


class FontFile(Model):
    """A person's own font, packed with the project."""

    path: RelativePath
    family: Annotated[str, Field(max_length=200)] = ""
    """The family in the file, by which texts name it: known even while the file is missing."""
    fallback: Annotated[str, Field(max_length=200)] = ""
    """The family to draw its texts in while the file is missing; empty: a plain bundled one."""
    digest: str | None = None
    """blake2b-128 of the content in hex, when packed."""


class TemplateUse(Model):
    """Which template and values a composition came from, so that its form can be opened again."""

    template: Identifier
    values: dict[str, Any] = Field(default_factory=dict)


class Project(Model):
    """The document.  Compositions name media by id; `asset:` paths may stand there directly."""

    schema_: Annotated[Literal["hiwar-project"], Field(alias="schema")] = "hiwar-project"
    schema_version: Literal[1] = 1
    name: str = ""
    compositions: Annotated[tuple[Composition, ...], Field(min_length=1)]
    media: tuple[Media, ...] = ()
    fonts: tuple[FontFile, ...] = ()
    source: TemplateUse | None = None
    ignored: Annotated[tuple[Annotated[str, Field(max_length=500)], ...], Field(max_length=5000)] = ()
    """Findings that a person chose to leave as they are, by key (`studio.scene.findings.Finding.key`)."""

    model_config = Model.model_config | {"populate_by_name": True}

    def composition(self, identifier: str | None = None) -> Composition:
        """The composition of that id, or the first.  Raises KeyError."""
        if identifier is None:
            return self.compositions[0]
        for composition in self.compositions:
            if composition.id == identifier:
                return composition
        raise KeyError(identifier)
