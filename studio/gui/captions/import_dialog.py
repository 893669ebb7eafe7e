"""What a subtitle file or a pasted text would bring, before it comes: its letters, language, first cues, what
was mended; and where it goes."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFormLayout, QPlainTextEdit, QWidget

from studio.base.errors import StudioError
from studio.formats.subtitles.types import SubtitleFile
from studio.gui.bridge import Job, bridge
from studio.gui.captions.cue_box import turn
from studio.gui.captions.facts import language_name, reads_right_to_left, spoken_time
from studio.gui.captions.importing import (
    ENCODINGS,
    PLACES,
    Importing,
    Where,
    found_encoding,
    read_file,
    read_text,
)
from studio.gui.captions.mode_parts import Around
from studio.gui.dialogs.error_words import said
from studio.gui.dialogs.frame import StudioDialog
from studio.gui.dialogs.parts import Words, button
from studio.gui.i18n import tr, translator
from studio.gui.theme.theme import px
from studio.gui.widgets.segments import Segments
from studio.services.captions.telling import told_by_kind

_FIRST_CUES, _MENDED = 4, 5


class Preview(QWidget):
    """What was read: a sentence, the first cues, what was mended."""

    def __init__(self) -> None:
        super().__init__()
        self.facts, self.cues = Words("strong", wrap=True), Words(wrap=True)
        self.mended, self.error = Words("small", wrap=True), Words("error", wrap=True)
        rows = QFormLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        for one in (self.error, self.facts, self.cues, self.mended):
            rows.addRow(one)

    def show_file(self, file: SubtitleFile | None, error: StudioError | None) -> None:
        """Either of them; neither: nothing was read yet."""
        self.error.setText(said(error) if error is not None else "")
        for one in (self.facts, self.cues, self.mended):
            one.setVisible(file is not None)
        self.error.setVisible(error is not None)
        if file is None:
            return
        language = language_name(file.language) if file.language else tr("cues.unknown-language")
        count = tr("cues.count", count=len(file.cues))
        joint = tr("unit.joint")
        self.facts.setText(joint.join((count, language, file.format.value.upper())))
        lines = []
        side = "\u200f" if self.isRightToLeft() else "\u200e"  # the time comes first in reading order
        for cue in file.cues[:_FIRST_CUES]:
            text = " ".join(cue.text.split())
            mark = "\u2067" if reads_right_to_left(text, file.language or "ar") else "\u2066"
            lines.append(f"{side}{spoken_time(cue.start)}  {mark}{text[:80]}\u2069")
        self.cues.setText("\n".join(lines))
        groups = told_by_kind(file.mended, translator().language)
        told = [f"{one.name} ({translator().number(one.count)}): {one.sentence}" for one in groups[:_MENDED]]
        self.mended.setText("\n".join(told))
        self.mended.setVisible(bool(told))


class BringDialog(StudioDialog):
    """What files and pasted texts share: preview, place, and the button that brings it."""

    def __init__(self, importing: Importing, around: Around, parent: QWidget | None = None) -> None:
        super().__init__(620, parent)
        self._importing, self._around = importing, around
        self.file: SubtitleFile | None = None
        self.preview = Preview()
        self.where = Segments()
        self.where_words = Words("muted")
        self.take_button = button(self.take, "primary", "subtitles")
        self.take_button.setDefault(True)
        self.cancel_button = button(self.reject)

    def _finish(self) -> None:
        self.body.addWidget(self.preview)
        self.body.addWidget(self.where_words)
        self.body.addWidget(self.where, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.take_button)
        self.ready()
        self._show(None)

    def retranslate(self) -> None:
        self.cancel_button.setText(tr("common.cancel"))
        self.take_button.setText(tr("cues.take"))
        self.where_words.setText(tr("cues.where"))
        kept = self.where.value
        self.where.set_options([(one, tr(f"cues.place.{one}"), "") for one in PLACES])
        self.where.setAccessibleName(tr("cues.where"))
        self.where.set_value(kept or "first")

    def _show(self, file: SubtitleFile | None, error: StudioError | None = None) -> None:
        fresh = self.file is None and file is not None
        self.file = file
        self.preview.show_file(file, error)
        has = bool(self._around.desk.rows)
        for one in (self.where, self.where_words):
            one.setVisible(has and file is not None)
        if fresh and file is not None:
            self.where.set_value(self._importing.proposal(file))
        self.take_button.setEnabled(file is not None and bool(file.cues))
        if self.isVisible():
            QTimer.singleShot(0, self, self.fit)  # once its words are laid out

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.fit)  # once its words are wrapped

    def take(self) -> None:
        """Brings it into the film."""
        if self.file is None:
            return
        where: Where = next((one for one in PLACES if one == self.where.value), "first")
        if self._importing.put(self.file, where):
            self.accept()


class ImportDialog(BringDialog):
    """A file; where its letters look wrong, another encoding can be chosen."""

    def __init__(
        self, path: Path, importing: Importing, around: Around, parent: QWidget | None = None
    ) -> None:
        super().__init__(importing, around, parent)
        self._path = path
        self.encoding = QComboBox()
        self._encoding_words = Words("muted")
        self._encoding_words.setBuddy(self.encoding)
        for one in ENCODINGS:
            self.encoding.addItem(one.upper().replace("_", " "), one)
        self.encoding.activated.connect(lambda _: self.read(self.encoding.currentData()))
        self.body.addWidget(self._encoding_words)
        self.body.addWidget(self.encoding, 0, Qt.AlignmentFlag.AlignLeading)
        self._finish()
        self.read()

    def retranslate(self) -> None:
        super().retranslate()
        self.set_title(tr("cues.import", name=self._path.name))
        self._encoding_words.setText(tr("cues.encoding"))
        self.encoding.setAccessibleName(tr("cues.encoding"))

    def rescale(self) -> None:
        super().rescale()
        self.encoding.setMinimumWidth(px(200))

    def read(self, encoding: str = "") -> None:
        """Reads the file in a thread.  encoding: empty: as it shows by itself."""
        film, path = self._around.desk.stage.composition, self._path
        length = film.duration - self._around.desk.origin

        def work(_job: Job[SubtitleFile]) -> SubtitleFile:
            return read_file(path, length, encoding)

        bridge().run(
            work, self._read, failed=lambda error: self._show(None, error), key=id(self), lane="files",
            owner=self,
        )  # fmt: skip

    def _read(self, file: SubtitleFile) -> None:
        found = found_encoding(file)
        at = self.encoding.findData(found)
        if at < 0:
            self.encoding.addItem(found.upper(), found)
            at = self.encoding.count() - 1
        self.encoding.setCurrentIndex(at)
        self._show(file)


class PasteDialog(BringDialog):
    """A text: subtitles of any format, or lines that are spread over the film."""

    def __init__(
        self, importing: Importing, around: Around, text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(importing, around, parent)
        self.field = QPlainTextEdit()
        self.hint = Words("muted", wrap=True)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.field)
        self.field.setTabChangesFocus(True)
        self.field.document().setDefaultCursorMoveStyle(Qt.CursorMoveStyle.VisualMoveStyle)
        self.field.textChanged.connect(self._typed)
        self._finish()
        self.field.setPlainText(text)

    def retranslate(self) -> None:
        super().retranslate()
        self.set_title(tr("cues.paste-title"))
        self.hint.setText(tr("cues.paste-hint"))
        self.field.setAccessibleName(tr("cues.paste-title"))

    def rescale(self) -> None:
        super().rescale()
        self.field.setFixedHeight(px(140))

    def _typed(self) -> None:
        text = self.field.toPlainText()
        turn(self.field, right_to_left=reads_right_to_left(text, self._around.desk.language))
        if not text.strip():
            self._show(None)
            return
        try:
            self._show(read_text(text, self._around.desk))
        except StudioError as error:
            self._show(None, error)
