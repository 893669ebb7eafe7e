"""Speech to cues, offline, with a model whose folder a person names; what is missing is said at once.

Nothing is ever downloaded.
"""

from fractions import Fraction
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QProgressBar, QWidget

from studio.base.cancellation import Cancellation
from studio.base.errors import MediaError, StudioError
from studio.formats.subtitles.types import SubtitleFile
from studio.gui.bridge import Job, announce, bridge
from studio.gui.captions.desk import CueDesk
from studio.gui.captions.importing import PLACES, Importing, Where
from studio.gui.captions.sounds import Piece, pieces_of
from studio.gui.dialogs.error_words import said
from studio.gui.dialogs.frame import StudioDialog
from studio.gui.dialogs.measures import clock
from studio.gui.dialogs.parts import Words, button
from studio.gui.i18n import tr
from studio.gui.settings.nearby import settings_near
from studio.gui.widgets.segments import Segments
from studio.model.captions import Cue
from studio.services.captions.cues import mapped
from studio.services.captions.recognition.model_folder import open_model
from studio.services.captions.recognition.recognise import RecogniseOptions, recognise
from studio.services.progress import Progress
from studio.services.resources import open_resources

_LANE = "recognition"


class SpeechDialog(StudioDialog):
    """Listens in a process of its own; closing the dialog ends it."""

    def __init__(self, desk: CueDesk, importing: Importing, parent: QWidget | None = None) -> None:
        super().__init__(600, parent)
        self._desk, self._importing = desk, importing
        self._job: Job[SubtitleFile] | None = None
        self._store = settings_near(parent) if parent is not None else None
        known = self._store.value.speech_model if self._store is not None else ""
        self.how, self.state = Words("muted", wrap=True), Words(wrap=True)
        self.folder = QLineEdit(known)
        self.folder.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.choose_button = button(self._choose, icon="folder")
        self.language, self.where = Segments(), Segments()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.start_button = button(self.start, "primary", "microphone")
        self.start_button.setDefault(True)
        self.cancel_button = button(self.cancel)
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(self.choose_button)
        self.body.addWidget(self.how)
        self.body.addLayout(row)
        self.body.addWidget(self.language, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self.where, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self.state)
        self.body.addWidget(self.progress)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.start_button)
        self.progress.hide()
        self.folder.textChanged.connect(lambda _: self.look())
        self.finished.connect(lambda _: self._stop())
        self.ready()
        self.look()

    def retranslate(self) -> None:
        self.set_title(tr("speech.title"))
        self.how.setText(tr("speech.how"))
        self.folder.setPlaceholderText(tr("speech.folder"))
        self.folder.setAccessibleName(tr("speech.folder"))
        self.choose_button.setText(tr("sidecar.choose"))
        kept = self.language.value
        spoken = ("", "ar", "en")
        self.language.set_options([(one, tr(f"speech.spoken.{one or 'auto'}"), "") for one in spoken])
        self.language.setAccessibleName(tr("speech.language"))
        self.language.set_value(kept if kept is not None else self._usual_language())
        where = self.where.value
        self.where.set_options([(one, tr(f"cues.place.{one}"), "") for one in PLACES])
        self.where.setAccessibleName(tr("cues.where"))
        self.where.set_value(where or "first")
        self.where.setVisible(bool(self._desk.rows))
        self.progress.setAccessibleName(tr("speech.progress"))
        self.start_button.setText(tr("speech.start"))
        self.cancel_button.setText(tr("common.cancel"))

    def _usual_language(self) -> str:
        language = self._desk.language
        return language if language in ("ar", "en") else ""

    @property
    def running(self) -> bool:
        return self._job is not None

    def look(self) -> None:
        """Whether it could begin now; says plainly what is missing."""
        if self.running:
            return
        try:
            self._piece()
            open_model(self._folder())
        except StudioError as error:
            self._tell(said(error))
            self.start_button.setEnabled(False)
            return
        self._tell(tr("speech.ready"))
        self.start_button.setEnabled(True)

    def _folder(self) -> Path | None:
        text = self.folder.text().strip()
        return Path(text).expanduser() if text else None

    def _piece(self) -> Piece:
        """The longest sound that is not music.  Raises MediaError."""
        pieces = pieces_of(self._desk.stage.composition)
        spoken = [one for one in pieces if not one.music] or list(pieces)
        if not spoken:
            raise MediaError("the film has no sound", "Add a film or a voice in which somebody speaks.")
        return max(spoken, key=lambda one: one.end - one.start)

    def start(self) -> None:
        """Listens beside the window."""
        try:
            piece = self._piece()
        except StudioError as error:
            self._failed(error)
            return
        listed = self._desk.stage.document.resources()
        language = self.language.value
        options = RecogniseOptions(self._folder(), language if isinstance(language, str) else "")
        if self._store is not None:
            self._store.change(speech_model=self.folder.text().strip())

        def work(job: Job[SubtitleFile]) -> SubtitleFile:
            path = open_resources(listed).path_of(piece.media)
            asked = Cancellation(lambda: not job.wanted)
            return in_film(recognise(path, options, asked, job.report), piece, self._desk.origin)

        self.start_button.setEnabled(False)
        self.progress.setRange(0, 0)
        self.progress.show()
        self._tell(tr("speech.stage.sound"))
        self._job = bridge().run(
            work, self._done, failed=self._failed, progress=self._advanced, lane=_LANE, owner=self
        )

    def _advanced(self, step: object) -> None:
        if not isinstance(step, Progress):
            return
        if step.stage == "listen":
            self.progress.setRange(0, max(1, step.total))
            self.progress.setValue(step.done)
            left = "" if step.left is None else clock(step.left)
            self._tell(tr("speech.left", left=left) if left else tr("speech.stage.listen"))
        else:
            self._tell(tr(f"speech.stage.{step.stage}"))

    def _done(self, file: SubtitleFile) -> None:
        self._job = None
        where: Where = next((one for one in PLACES if one == self.where.value), "first")
        self._importing.put(file, where)
        announce(self, tr("cues.count", count=len(file.cues)))
        self.accept()

    def _failed(self, error: StudioError) -> None:
        self._job = None
        self.progress.hide()
        self.look()
        self._tell(said(error))

    def cancel(self) -> None:
        """Stops listening; a second time, closes."""
        if self.running:
            self._stop()
            self.progress.hide()
            self.look()
        else:
            self.reject()

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _tell(self, words: str) -> None:
        self.state.setText(words)
        if self.isVisible():
            self.fit()

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("speech.folder"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def in_film(file: SubtitleFile, piece: Piece, origin: Fraction) -> SubtitleFile:
    """What was heard in a file, in the captions' time; what the film does not play is left out."""

    def at(time: Fraction) -> Fraction:
        return piece.start + (time - piece.source_start) / piece.speed - origin

    cues: list[Cue] = []
    for cue in file.cues:
        placed = mapped(cue, at)
        if placed.start >= 0 and placed.end <= piece.end - origin + 1:
            cues.append(placed)
    return replace(file, cues=tuple(cues))
