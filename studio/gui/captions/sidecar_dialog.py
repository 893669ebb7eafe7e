"""Captions as subtitle files, named as players and platforms look for them."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from studio.base.errors import StudioError
from studio.formats.subtitles.types import Mended, SubtitleFile, SubtitleFormat
from studio.formats.subtitles.writing_parts import WriteOptions
from studio.gui.bridge import announce
from studio.gui.captions.desk import CueDesk
from studio.gui.captions.facts import language_name
from studio.gui.dialogs.error_words import said
from studio.gui.dialogs.frame import StudioDialog
from studio.gui.dialogs.parts import Words, button
from studio.gui.export.places import default_folder
from studio.gui.i18n import tr, translator
from studio.gui.settings.nearby import settings_near
from studio.gui.widgets.segments import Segments
from studio.gui.widgets.switch import Switch
from studio.model.captions import Cue
from studio.services.captions.ass_style import ass_look
from studio.services.captions.converting import save_subtitles
from studio.services.captions.cues import moved
from studio.services.captions.sidecar import Platform, sidecar_path
from studio.services.captions.telling import told_by_kind

FORMATS = (
    SubtitleFormat.SRT, SubtitleFormat.WEBVTT, SubtitleFormat.ASS, SubtitleFormat.TTML, SubtitleFormat.TEXT,
    SubtitleFormat.WORDS,
)  # fmt: skip


class SidecarDialog(StudioDialog):
    """Writes a file for each language; what the format has no place for is told."""

    def __init__(self, desk: CueDesk, parent: QWidget | None = None, folder: Path | None = None) -> None:
        super().__init__(620, parent)
        self._desk = desk
        self.written: tuple[Path, ...] = ()
        self.platform, self.format = Segments(), Segments()
        self.languages = Segments()
        self.marks = Switch()
        self.marks_words, self.names = Words(wrap=True), Words("muted", wrap=True)
        self.told, self.error = Words("small", wrap=True), Words("error", wrap=True)
        self.replaces = Words("warn", wrap=True)
        settings = settings_near(parent) if parent is not None else None
        kept = settings.value.exports_folder if settings is not None else None
        self.folder = QLineEdit(str(folder or kept or default_folder()))
        self.folder.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.choose_button = button(self._choose, icon="folder")
        self.save_button = button(self.save, "primary", "download")
        self.save_button.setDefault(True)
        self.close_button = button(self.reject)
        for one in (self.platform, self.format, self.languages):
            self.body.addWidget(one, 0, Qt.AlignmentFlag.AlignLeading)
            one.chosen.connect(lambda _: self._show())
        marks = QHBoxLayout()
        marks.addWidget(self.marks)
        marks.addWidget(self.marks_words, 1)
        self.body.addLayout(marks)
        where = QHBoxLayout()
        where.addWidget(self.folder, 1)
        where.addWidget(self.choose_button)
        self.body.addLayout(where)
        for words in (self.names, self.replaces, self.told, self.error):
            self.body.addWidget(words)
        self.body.addStretch(1)
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        self.foot.addWidget(self.save_button)
        self.folder.textChanged.connect(lambda _: self._show())
        self.ready()

    def retranslate(self) -> None:
        self.set_title(tr("sidecar.title"))
        values = self.platform.value, self.format.value, self.languages.value
        self.platform.set_options([(one, tr(f"sidecar.{one.value}"), "") for one in Platform])
        self.platform.setAccessibleName(tr("sidecar.where"))
        self.format.set_options([(one, tr(f"sidecar.formats.{one.value}"), "") for one in FORMATS])
        self.format.setAccessibleName(tr("sidecar.format"))
        names = {
            "first": language_name(self._desk.language),
            "second": language_name(self._desk.second_language),
        }
        options = [("both", tr("sidecar.both"), ""), *((one, name, "") for one, name in names.items())]
        self.languages.set_options(options)
        self.languages.setAccessibleName(tr("sidecar.languages"))
        self.languages.setVisible(self._desk.second is not None)
        for field, kept, usual in zip(
            (self.platform, self.format, self.languages),
            values,
            (Platform.PLAYER, SubtitleFormat.SRT, "both"),
            strict=True,
        ):
            field.set_value(kept or usual)
        self.marks_words.setText(tr("sidecar.marks"))
        self.marks.setAccessibleName(tr("sidecar.marks"))
        self.folder.setAccessibleName(tr("sidecar.folder"))
        self.choose_button.setText(tr("sidecar.choose"))
        self.close_button.setText(tr("common.close"))
        self._show()

    def files(self) -> list[tuple[Path, SubtitleFile]]:
        """What would be written where.  Raises InputError for a format that the platform does not take."""
        desk, form, platform = self._desk, self.format.value, self.platform.value
        assert isinstance(form, SubtitleFormat)
        assert isinstance(platform, Platform)
        film = Path(self.folder.text().strip() or ".") / f"{desk.stage.document.name}.mp4"
        found = []
        wanted = self.languages.value if desk.second is not None else "first"
        tracks: list[tuple[str, str, tuple[Cue, ...]]] = [("first", desk.language, desk.cues)]
        if desk.second is not None:
            tracks.append(("second", desk.second_language, desk.second.cues))
        for which, language, cues in tracks:
            if cues and wanted in ("both", which):
                path = sidecar_path(film, language, form, platform)
                in_film = tuple(moved(cue, desk.origin) for cue in cues)
                found.append((path, SubtitleFile(in_film, language, format=form)))
        return found

    def _show(self) -> None:
        self.told.setText("")
        self.written = ()
        try:
            paths = [path for path, _ in self.files()]
        except StudioError as error:
            self._fail(error)
            self.names.setText("")
            self.replaces.hide()
            return
        self.error.hide()
        self.names.setText(tr("unit.joint").join(f"\u2068{path.name}\u2069" for path in paths))
        self.save_button.setEnabled(bool(paths))
        there = sum(path.exists() for path in paths)
        self.replaces.setText(tr("sidecar.replaces", count=there) if there else "")
        self.replaces.setVisible(there > 0)
        self.save_button.setText(tr("sidecar.replace" if there else "sidecar.save"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self.fit)  # once its words are wrapped

    def _fail(self, error: StudioError) -> None:
        self.error.setText(said(error))
        self.error.show()
        self.save_button.setEnabled(False)

    def _choose(self) -> None:
        dialog = QFileDialog(self, tr("sidecar.folder"), self.folder.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.fileSelected.connect(self.folder.setText)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self) -> None:
        """Writes the files; the dialog stays open and tells what the format has no place for."""
        film, layer = self._desk.stage.composition, self._desk.layer
        options = WriteOptions(direction_marks=self.marks.isChecked())
        told: list[Mended] = []
        try:
            files = self.files()
            if self.format.value is SubtitleFormat.ASS and layer is not None:
                look = ass_look(layer.style, film.look, film.size.width, film.size.height)
                options = WriteOptions(direction_marks=self.marks.isChecked(), look=look)
            for path, file in files:
                told += save_subtitles(file, path, options=options)
        except StudioError as error:
            self._fail(error)
            return
        self.written = tuple(path for path, _ in files)
        groups = told_by_kind(told, translator().language)
        lines = [tr("sidecar.saved", count=len(files))]
        lines += [f"{one.name} ({translator().number(one.count)}): {one.sentence}" for one in groups]
        self.told.setText("\n".join(lines))
        announce(self, lines[0])
        self.fit()
