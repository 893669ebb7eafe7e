"""What is checked: a subtitle file, or the caption layers of a project, each with its own limits."""

from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from studio.base.errors import InputError
from studio.base.languages import primary_language
from studio.base.time import FrameRate, seconds
from studio.formats.project_file import save_project
from studio.formats.subtitles.types import SubtitleFile
from studio.model.composition import Composition
from studio.model.project import Project
from studio.services.captions.check import CheckOptions, check_cues
from studio.services.captions.check_options import layer_options
from studio.services.captions.check_picture import picture_findings
from studio.services.captions.converting import save_subtitles, target_format
from studio.services.captions.cues import Cues
from studio.services.captions.findings import CueFinding
from studio.services.captions.layer_edits import caption_layers, tracks_of, with_cues
from studio.services.captions.limits import LimitsTable, persons_limits, read_limits, with_wishes
from studio.services.captions.mending import mend_all
from studio.services.captions.opening import OpenOptions, open_subtitles
from studio.services.captions.own_words import own_words
from studio.services.captions.spelling import no_dictionary, open_dictionary, spelling_findings
from studio.services.edits.paths import LayerPath, in_composition
from studio.services.opening import is_project
from studio.services.settings import load_settings
from studio.services.tolerant import TolerantProject, open_tolerant


class CheckWishes(Struct, frozen=True):
    """language: "" is the file's or layer's own.  limits: a TOML file.  set: single limits, `speed=12`.
    rate, length: of the film, where they are known.  picture: look at a project's frames.
    spelling: check it too.  dictionaries: the folder of Hunspell files; None: that of the settings, or where
    LibreOffice and systems have them."""

    language: str = ""
    limits: Path | None = None
    set: tuple[str, ...] = ()
    rate: float | None = None
    length: float | None = None
    picture: bool = True
    spelling: bool = False
    dictionaries: Path | None = None


class CheckedLayer(Struct, frozen=True):
    """found: what is wrong.  gone: what was mended.  composition, path: of a project's layer.
    second: it is the layer's second language."""

    name: str
    cues: Cues
    options: CheckOptions
    found: tuple[CueFinding, ...]
    composition: str = ""
    path: LayerPath = ()
    second: bool = False
    ignored: frozenset[str] = frozenset()
    gone: tuple[CueFinding, ...] = ()

    def is_ignored(self, finding: CueFinding) -> bool:
        """Whether a person has chosen to leave it as it is."""
        return bool(self.path) and finding.key(self.composition, self.path) in self.ignored

    def mended(self) -> "CheckedLayer":
        """With all mended that surely can be, but for what is ignored."""
        result = mend_all(self.cues, self.options, self.is_ignored)
        own = {one.fault for one in check_cues(self.cues, self.options)}
        others = tuple(one for one in self.found if one.fault not in own and one.mend is None)
        left = (*result.left, *(one for one in others if one not in result.left))
        return replace(self, cues=result.cues, found=left, gone=result.mended)


class Opened(Struct, frozen=True):
    """file or project: what was opened, with its layers; notes: message and hint of what was left out."""

    layers: tuple[CheckedLayer, ...]
    file: SubtitleFile | None = None
    project: TolerantProject | None = None
    source: Path = Path()
    notes: tuple[tuple[str, str], ...] = field(default=())


def open_checked(source: Path, wishes: CheckWishes) -> Opened:
    """Opens and checks.  Raises InputError (DocumentError for limits), MediaError, FontError."""
    table = read_limits(wishes.limits) if wishes.limits is not None else persons_limits()
    if is_project(source) and not _holds_cues(source):
        return _project(source, wishes, table)
    file = open_subtitles(source, OpenOptions(wishes.language, mend=False))
    language = wishes.language or file.language or "ar"
    options = CheckOptions(
        language,
        with_wishes(table.of(language), wishes.set),
        _rate(wishes.rate),
        None if wishes.length is None else seconds(wishes.length),
    )
    layer, notes = _checked(CheckedLayer(source.name, file.cues, options, ()), wishes)
    return Opened((layer,), file, None, source, notes)


def _holds_cues(source: Path) -> bool:
    """Whether a JSON file is of captions, and not a project."""
    try:
        return source.suffix == ".json" and b'"hiwar-project"' not in source.read_bytes()[:4096]
    except OSError:
        return False


def _project(source: Path, wishes: CheckWishes, table: LimitsTable) -> Opened:
    opened = open_tolerant(source)
    layers: list[CheckedLayer] = []
    notes: list[tuple[str, str]] = []
    for composition in opened.project.compositions:
        for path, captions in caption_layers(composition):
            for track in tracks_of(composition, captions):
                options = layer_options(composition, captions, table, wishes.language or track.language)
                options = replace(options, limits=with_wishes(options.limits, wishes.set))
                name = "/".join((composition.id, *path, *(("second",) if track.second else ())))
                one = CheckedLayer(
                    name, track.cues, options, (), composition.id, path, track.second,
                    frozenset(opened.project.ignored),
                )  # fmt: skip
                one, told = _checked(one, wishes)
                if wishes.picture and not captions.hidden and not track.second:
                    seen = picture_findings(composition, opened.resources(), path)
                    one = replace(one, found=tuple(sorted((*one.found, *seen), key=lambda each: each.cue)))
                open_ones = tuple(each for each in one.found if not one.is_ignored(each))
                layers.append(replace(one, found=open_ones))
                notes += told
    if not layers:
        raise InputError("this project has no captions", "Open a subtitle file in it first.", str(source))
    return Opened(tuple(layers), None, opened, source, tuple(dict.fromkeys(notes)))


def _checked(layer: CheckedLayer, wishes: CheckWishes) -> tuple[CheckedLayer, tuple[tuple[str, str], ...]]:
    found: Sequence[CueFinding] = check_cues(layer.cues, layer.options)
    notes: tuple[tuple[str, str], ...] = ()
    if wishes.spelling:
        language, folder = primary_language(layer.options.language), wishes.dictionaries
        own = load_settings()[0].dictionaries_folder
        folder = folder if folder is not None else Path(own) if own else None
        dictionary = open_dictionary(language, folder)
        if dictionary is None:
            notes = (no_dictionary(language, folder),)
        else:
            found = sorted(
                (*found, *spelling_findings(layer.cues, dictionary, own_words())), key=lambda one: one.cue
            )
    return replace(layer, found=tuple(found)), notes


def save_mended(opened: Opened, layers: Sequence[CheckedLayer], output: Path) -> None:
    """Writes the mended file, or the project with its mended layers.

    Raises InputError for a place that does not fit, OutputError for what the system refuses.
    """
    if opened.file is not None:
        save_subtitles(opened.file.with_cues(layers[0].cues), output, target_format(output))
        return
    assert opened.project is not None
    if output.absolute().parent != opened.source.absolute().parent and output.suffix != ".json":
        hint = "A project stays beside its media; name a file in the same folder."
        raise InputError("the mended project would lose its media", hint, str(output))
    project: Project = opened.project.project
    for layer in layers:

        def changed(one: Composition, layer: CheckedLayer = layer) -> Composition:
            return with_cues(one, layer.path, layer.cues, second=layer.second)

        project = in_composition(project, layer.composition, changed)
    save_project(project, output)


def _rate(rate: float | None) -> FrameRate:
    exact = seconds(rate) if rate is not None else Fraction(25)
    return FrameRate(exact.numerator, exact.denominator)
