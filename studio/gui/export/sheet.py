"""The export sheet: where the film goes, what it will weigh and take, what was found, and Export.

+---------------------------------------------------------+
| [Instagram][TikTok][YouTube][WhatsApp][X][Projector]... |
| [ moment ]   Name    [____________]                     |
| [ of the ]   Folder  [____________] [Choose...]         |
| [ film   ]   Size    [1080 x 1920 v]                    |
| [--o-----]   Quality [draft|standard|high]              |
| 1080 x 1920, 0:12, about 3 MB, takes about 20 seconds   |
| (!) 2 findings >                                        |
|                                    [Close]  [Export]    |
+---------------------------------------------------------+
"""

from fractions import Fraction
from pathlib import Path
from typing import get_args

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from studio.base.cancellation import Cancellation
from studio.base.errors import StudioError
from studio.gui.bridge import Job, announce, bridge
from studio.gui.dialogs.error_words import words_of_error
from studio.gui.dialogs.frame import StudioDialog
from studio.gui.dialogs.measures import pixels
from studio.gui.dialogs.parts import Words, button
from studio.gui.document import Document
from studio.gui.export.choices import (
    output_of,
    size_choices,
    suggested_stem,
    with_choices,
)
from studio.gui.export.cover import CoverPicture
from studio.gui.export.destination_bar import DestinationBar
from studio.gui.export.destinations import STILL, Destination, destinations
from studio.gui.export.findings_list import FindingsList
from studio.gui.export.forecast import film_facts, film_warning, missing_media, name_problem
from studio.gui.export.places import default_folder
from studio.gui.export.window_queue import TakesExports
from studio.gui.i18n import tr
from studio.gui.theme.style import repolish, set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.segments import Segments
from studio.gui.widgets.switch import Switch
from studio.model.composition import Composition
from studio.model.export import ExportProfile, Quality
from studio.scene.findings import Finding
from studio.services.export import ExportRequest, output_size
from studio.services.export_estimate import Estimate, estimate
from studio.services.export_queue import FilmExport, StillExport
from studio.services.output_place import check_place
from studio.services.preflight.check import Film, open_findings
from studio.services.resources import ResourceList
from studio.services.settings import Settings, SettingsStore
from studio.services.stills import STILL_SUFFIXES, check_picture_name

_LANE = "export-sheet"


class ExportSheet(StudioDialog):
    """Chooses a destination, a name and a folder, and puts a job into the queue.

    settings: say where films go and which destination was last; folder, destination: others than those.
    at: the moment that a still begins with (the playhead).
    """

    queued = Signal(int)
    """The id of a job that was put into the queue."""
    show_layer = Signal(str)
    """A finding's layer is to be shown; the sheet has closed."""
    preflight_wanted = Signal()
    """All findings are to be shown, where they can be put right; the sheet has closed."""

    def __init__(
        self,
        document: Document,
        queue: TakesExports,
        parent: QWidget | None = None,
        *,
        settings: SettingsStore | None = None,
        folder: Path | None = None,
        destination: str | None = None,
        at: Fraction | None = None,
    ) -> None:
        super().__init__(800, parent)
        self._document, self._queue = document, queue
        self._at, self._settings = at, settings
        self._cover: Fraction | None = None  # the film's own, until one is chosen
        chosen = settings.value if settings is not None else Settings()
        self._estimate: Estimate | None = None
        self._typed_name = False
        self.destinations = DestinationBar(destinations())
        self.cover_picture = CoverPicture()
        self.film = QComboBox()
        self.name = QLineEdit()
        self.folder = QLineEdit(str(folder or chosen.exports_folder or default_folder()))
        self.folder.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.choose_button = button(self.choose_folder, icon="folder")
        self.sizes = QComboBox()
        self.quality = Segments()
        self.format = Segments()
        self.cover = Switch()
        self.cover_words, self.private = Words(), Words("small", wrap=True)
        self.facts = Words("strong", wrap=True)
        self.warning = Words("warn", wrap=True)
        self.error = Words("error", wrap=True)
        self.findings = FindingsList()
        self.close_button = button(self.reject)
        self.export_button = button(self.export, "primary", "file-export")
        self.export_button.setDefault(True)
        self._labels = {name: Words() for name in ("film", "name", "folder", "size", "quality", "format")}
        self._lay_out()
        self._fill_films()
        self._connect()
        self.ready()
        self.destinations.choose(destination or chosen.destination)

    def _lay_out(self) -> None:
        self._form = QGridLayout()
        self._form.setColumnStretch(1, 1)
        rows: tuple[tuple[str, QWidget], ...] = (
            *(("film", self.film), ("name", self.name), ("folder", self.folder)),
            *(("size", self.sizes), ("quality", self.quality), ("format", self.format)),
        )
        for row, (name, field) in enumerate(rows):
            self._labels[name].setBuddy(field)
            self._form.addWidget(self._labels[name], row, 0)
            side = Qt.AlignmentFlag.AlignLeading if isinstance(field, Segments) else Qt.AlignmentFlag(0)
            self._form.addWidget(field, row, 1, 1, 1 if name == "folder" else 2, side)
        self._form.addWidget(self.choose_button, 2, 2)
        self._cover_row = QHBoxLayout()
        self._cover_row.addWidget(self.cover)
        self._cover_row.addWidget(self.cover_words, 1)
        self._form.addLayout(self._cover_row, len(rows), 1, 1, 2)
        self._form.addWidget(self.private, len(rows) + 1, 1, 1, 2)
        self._form.setRowStretch(len(rows) + 2, 1)
        self._middle = QHBoxLayout()
        self._middle.addWidget(self.cover_picture)
        self._middle.addLayout(self._form, 1)
        for part in (self.destinations, self._middle, self.facts, self.warning, self.findings, self.error):
            self.body.addLayout(part) if isinstance(part, QHBoxLayout) else self.body.addWidget(part)
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        self.foot.addWidget(self.export_button)

    def _connect(self) -> None:
        self.destinations.chosen.connect(lambda _id: self._go_to())
        self.film.currentIndexChanged.connect(lambda _index: self._new_film())
        self.sizes.currentIndexChanged.connect(lambda _index: self._measure())
        self.quality.chosen.connect(lambda _value: self._measure())
        self.format.chosen.connect(lambda _value: self._check())
        self.name.textEdited.connect(self._name_edited)
        self.folder.textChanged.connect(lambda _text: self._check())
        self.findings.show_layer.connect(self._show_layer)
        self.finished.connect(lambda _result: bridge().drop("findings", _LANE))
        self.findings.open_all.connect(self.reject)
        self.findings.open_all.connect(self.preflight_wanted)
        self.cover_picture.moved.connect(self._choose_moment)
        self.findings.summary.toggled.connect(lambda _open: QTimer.singleShot(0, self, self.fit))

    def rescale(self) -> None:
        super().rescale()
        self._form.setHorizontalSpacing(px(12))
        self._form.setVerticalSpacing(px(8))
        self._middle.setSpacing(px(24))
        self._cover_row.setSpacing(px(8))

    def retranslate(self) -> None:
        self.set_title(tr("export.title"))
        for name, label in self._labels.items():
            label.setText(tr(f"export.{name}"))
        fields = (("film", self.film), ("name", self.name), ("folder", self.folder), ("size", self.sizes))
        for name, field in (*fields, ("quality", self.quality), ("format", self.format)):
            field.setAccessibleName(tr(f"export.{name}"))
        self.quality.set_options([(one, tr(f"export.{one}"), "") for one in get_args(Quality)])
        self.format.set_options([(one, one[1:].upper(), "") for one in STILL_SUFFIXES])
        self.cover_words.setText(tr("export.cover"))
        self.private.setText(tr("export.private"))
        self.cover.setAccessibleName(tr("export.cover"))
        self.choose_button.setText(tr("export.choose"))
        self.close_button.setText(tr("common.close"))
        self.export_button.setText(tr("export.go"))
        self._name_sizes()
        self._write_facts()
        self._check()

    @property
    def destination(self) -> Destination:
        return self.destinations.value

    @property
    def is_still(self) -> bool:
        return self.destination.id == STILL

    @property
    def composition(self) -> Composition:
        films = self._document.project.compositions
        return films[min(max(0, self.film.currentIndex()), len(films) - 1)]

    @property
    def profile(self) -> ExportProfile:
        """The destination's profile with the chosen size and quality."""
        base = self.destination.profile or ExportProfile(id=STILL, name={"en": "Still", "ar": "صورة"})
        quality = next((one for one in get_args(Quality) if one == self.quality.value), base.quality)
        side = self.sizes.currentData()
        return with_choices(base, quality, side if isinstance(side, int) else None)

    @property
    def output(self) -> Path:
        """The file that Export writes."""
        suffix = ".mp4"
        if self.is_still:
            suffix = str(self.format.value or STILL_SUFFIXES[0])
        return output_of(self.folder.text(), self.name.text(), suffix)

    def _fill_films(self) -> None:
        for one in self._document.project.compositions:
            self.film.addItem(f"{one.id}  {pixels(one.size.width, one.size.height)}")
        several = self.film.count() > 1
        self.film.setVisible(several)
        self._labels["film"].setVisible(several)

    def _new_film(self) -> None:
        self._suggest_name()
        self._go_to()

    def _go_to(self) -> None:
        """Another destination or film: its own size and quality, findings and estimate anew."""
        profile = self.destination.profile
        still = profile is None
        for name, field in (("quality", self.quality), ("size", self.sizes)):
            field.setVisible(not still)
            self._labels[name].setVisible(not still)
        self.format.setVisible(still)
        self._labels["format"].setVisible(still)
        self.cover.setVisible(not still)
        self.cover_words.setVisible(not still)
        self.quality.set_value(profile.quality if profile is not None else "high")
        if self.format.value is None:
            self.format.set_value(STILL_SUFFIXES[0])
        self.sizes.blockSignals(True)
        self.sizes.clear()
        for choice in size_choices(self.composition, profile or self.profile):
            self.sizes.addItem(pixels(*choice.size), choice.short_side)
        self.sizes.blockSignals(False)
        self._suggest_name()
        self._look()
        self._measure()

    def _name_sizes(self) -> None:
        """The sizes in the window's digits."""
        base = self.destination.profile or self.profile
        for index in range(self.sizes.count()):
            wanted = base.model_copy(update={"short_side": self.sizes.itemData(index)})
            self.sizes.setItemText(index, pixels(*output_size(self.composition, wanted)))

    def _suggest_name(self) -> None:
        if not self._typed_name:
            self.name.setText(suggested_stem(self._document.name, self.destination.id, self.composition))
        self._check()

    def _name_edited(self, _text: str) -> None:
        self._typed_name = True
        self._check()

    def choose_folder(self) -> None:
        """Asks for the folder that the film is written to."""
        chosen = QFileDialog.getExistingDirectory(self, tr("export.choose_folder"), self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _look(self) -> None:
        """Looks for findings and paints the picture, beside the window's thread."""
        composition = self.composition
        try:
            resources, shown = self._resources(), self._document.resources()
        except StudioError as error:
            self._cannot_look(error)
            return
        self.cover_picture.show_film(composition, shown, self._at if self.is_still else self._cover)
        gone = missing_media(self._document.session.missing(self._document.project), composition)
        if gone is not None:
            self._cannot_look(gone)
            return
        self.findings.set_looking()
        self._check()

        profile = None if self.is_still else self.profile
        film = Film(self._document.project, composition, resources, (), profile)

        def work(job: Job[tuple[Finding, ...]]) -> tuple[Finding, ...]:
            return open_findings(film, Cancellation(lambda: not job.wanted))

        found = self.findings.set_findings
        bridge().run(work, found, failed=self._cannot_look, key="findings", lane=_LANE, owner=self)

    def _cannot_look(self, error: StudioError) -> None:
        """The film cannot be made as it is: said here, so that it does not fail in the queue."""
        self.findings.set_error(error)
        self._check()

    def _measure(self) -> None:
        """Estimates time and size beside the window's thread."""
        self._estimate = None
        self._write_facts()
        if self.is_still:
            return
        try:
            composition, resources, profile = self.composition, self._resources(), self.profile
        except StudioError:
            return  # the findings say what is missing

        def done(found: Estimate) -> None:
            self._estimate = found
            self._write_facts()

        bridge().run(
            lambda _job: estimate(composition, resources, profile),
            done,
            failed=lambda _error: None,
            key="estimate",
            lane="export-estimate",
            owner=self,
        )

    def _write_facts(self) -> None:
        composition, profile = self.composition, self.profile
        if self.is_still:
            self.facts.setText(pixels(composition.size.width, composition.size.height))
            self.warning.hide()
            return
        told = (composition, profile, self.destination, self._estimate)
        self.facts.setText(film_facts(*told))
        self.warning.setText(film_warning(*told))
        self.warning.setVisible(bool(self.warning.text()))

    def _check(self) -> bool:
        """Whether name and folder can be used; says what cannot."""
        problem = name_problem(self.name.text())
        replaces = not problem and self.output.is_file()
        if bool(self.name.property("wrong")) != bool(problem):
            self.name.setProperty("wrong", bool(problem))
            repolish(self.name)
        self._say(problem or (tr("export.replaces") if replaces else ""), "error" if problem else "warn")
        usable = not problem and self.findings.error is None
        self.export_button.setEnabled(usable)
        return usable

    def _say(self, words: str, look: str) -> None:
        set_look(self.error, look)
        self.error.setText(words)
        self.error.setVisible(bool(words))

    def export(self) -> None:
        """Puts the film or still into the queue; the sheet closes when that has been taken."""
        if not self._check():
            return
        composition, output, name = self.composition, self.output, self._document.name
        time, jobs = self.cover_picture.time, []
        try:
            resources = self._resources()
            check_place(output, "picture" if self.is_still else "film", resources.media.values())
            if self.is_still:
                check_picture_name(output, page=True)
                jobs.append(self._queue.add(StillExport(name, composition, resources, output, time)))
            else:
                request = ExportRequest(composition, resources, self.profile, output)
                jobs.append(self._queue.add(FilmExport(name, request)))
                if self.cover.isChecked():
                    cover = output.with_suffix(".jpg")
                    jobs.append(self._queue.add(StillExport(name, composition, resources, cover, time)))
        except StudioError as error:
            self._refuse(error)
            return
        if self._settings is not None:
            self._settings.change(destination=self.destination.id)
        announce(self, tr("export.queued", name=output.name))
        for job in jobs:
            self.queued.emit(job)
        self.accept()

    def _refuse(self, error: StudioError) -> None:
        self._say(" ".join(words_of_error(error)), "error")
        announce(self, self.error.text())

    def _resources(self) -> ResourceList:
        """Without stand-ins: what is missing is said, never drawn into a film.  Raises StudioError."""
        return self._document.session.resources(self._document.project, placeholders=False)

    def _choose_moment(self) -> None:
        self._at = self._cover = self.cover_picture.time

    def _show_layer(self, layer: str) -> None:
        self.reject()
        self.show_layer.emit(layer)
