"""The captions' side of the workspace: list and canvas above, wave below, in place of panels and timeline.

    |#|start|end|نص عربي|English|c/s|  canvas  |
    |~~[cue 4]~~[cue 5]~~ time->    [tap F8]   |

Selection, playhead and undo are the workspace's own, so that going there and back loses nothing.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from studio.base.errors import InputError
from studio.formats.subtitles.types import Mended
from studio.gui.actions import hub
from studio.gui.captions.access import describe
from studio.gui.captions.canvas_tool import CaptionTool
from studio.gui.captions.check_page import options_of
from studio.gui.captions.commands import CaptionCommands
from studio.gui.captions.desk import CueDesk
from studio.gui.captions.editor import CaptionEditor
from studio.gui.captions.facts import use_limits
from studio.gui.captions.import_dialog import ImportDialog, PasteDialog
from studio.gui.captions.importing import Importing
from studio.gui.captions.mode_parts import Around
from studio.gui.captions.panel import CaptionsPanel
from studio.gui.captions.sidecar_dialog import SidecarDialog
from studio.gui.captions.sounds import CueSounds
from studio.gui.captions.speech_dialog import SpeechDialog
from studio.gui.captions.tap_bar import TapBar
from studio.gui.captions.time_dialogs import ShiftDialog, SyncDialog
from studio.gui.captions.wave import CueWave
from studio.gui.i18n import tr
from studio.gui.settings.caption_limits import LimitsDialog
from studio.gui.settings.nearby import follow_settings, settings_near
from studio.gui.theme.theme import px
from studio.gui.workspace.arranging import fill, packed, splitter_in
from studio.services.captions.check import CheckOptions
from studio.services.captions.limits import LimitsTable
from studio.services.film_from_files import MAYBE_SUBTITLES, SUBTITLES
from studio.services.settings import Settings, SettingsStore

if TYPE_CHECKING:
    from studio.gui.workspace.workspace import Workspace

_LOW = 600
"""Logical px of the workspace under which the list has all the height that the wave does not need."""
_FILES = frozenset({*SUBTITLES, *MAYBE_SUBTITLES})


class CaptionMode(QObject):
    """One for a workspace; the editor's parts are made when it opens first."""

    changed = Signal()
    """The editor opened or closed."""

    def __init__(self, space: "Workspace") -> None:
        super().__init__(space)
        self.space = space
        self.active = False
        self.desk = CueDesk(space.stage, self)
        self.importing = Importing(self.desk, self)
        self.sounds = CueSounds(space.stage, self)
        self.commands = CaptionCommands(self)
        self.panel = CaptionsPanel(self)
        self._editor: CaptionEditor | None = None
        self._wave: CueWave | None = None
        self._tap: TapBar | None = None
        self.dialog: QDialog | None = None
        self._store: SettingsStore | None = None
        self.importing.done.connect(self._brought)
        self.tool = CaptionTool(space.canvas.view, self.desk, lambda: self.editor.table.write())
        space.canvas.view.tools.append(self.tool)

    # parts

    @property
    def editor(self) -> CaptionEditor:
        if self._editor is None:
            self._editor = CaptionEditor(self)
        return self._editor

    @property
    def wave(self) -> CueWave:
        if self._wave is None:
            self._wave = CueWave(self.desk, self.sounds)
            self._wave.write_wanted.connect(self.editor.table.write)
            self._wave.add_wanted.connect(self.commands.add)
            describe(self._wave)
        return self._wave

    @property
    def tap_bar(self) -> TapBar:
        if self._tap is None:
            self._tap = TapBar(self.desk, self.space.player)
            self._tap.began.connect(lambda: self.wave.setVisible(self.space.height() >= px(_LOW)))
            self._tap.ended.connect(self._tapped)
        return self._tap

    def _tapped(self) -> None:
        self.wave.show()
        self.editor.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # opening and closing

    def toggle(self) -> None:
        if self.active:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        """The editor takes the place of panels and timeline."""
        if self.active:
            return
        self.active = self.tool.active = True
        self._go_by(settings_near(self.space))
        for part in (self.editor.table, self.wave):
            hub().add_stage(part)
        self.commands.enter()
        self.space.top.mode.show_mode(captions=True)
        self.sounds.active = True
        self.editor.check.set_active(True)
        self.changed.emit()
        if self.desk.current < 0 and self.desk.rows:
            row = self.desk.row_near(self.desk.now)
            self.desk.choose([max(0, row)])
        self.sounds.ask_speech()
        self.editor.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_by(self, store: SettingsStore | None) -> None:
        """The person's own limits count, also those that are changed while the editor is open."""
        if store is None:
            return
        self._use_limits(store.value)
        if self._store is None:
            self._store = store
            follow_settings(store, self._use_limits)

    def _use_limits(self, settings: Settings) -> None:
        if self.active and use_limits(LimitsTable(settings.caption_limits)):
            self.editor.measure_anew()
            self.wave.measure_anew()

    def show_limits(self) -> None:
        """The figures that the check goes by, of the captions' languages first."""
        if self._store is not None:
            languages = [self.desk.language, *([self.desk.second_language] if self.desk.second else [])]
            self._open(LimitsDialog(self._store, languages, self.space))

    def begin_with(self, mended: tuple[Mended, ...]) -> None:
        """A film that was begun with files: its style is chosen first; without captions, how to begin."""
        self.enter()
        self.importing.tell(mended)
        self.editor.show_page("style" if self.desk.rows else "cues")

    def leave(self) -> None:
        """Panels and timeline are back."""
        if not self.active:
            return
        self.tap_bar.end()
        self.editor.table.leave()
        self.active = self.tool.active = False
        self.sounds.active = False
        self.editor.check.set_active(False)
        self.editor.style_page.set_active(False)
        self.commands.leave()
        self.space.top.mode.show_mode(captions=False)
        self.changed.emit()
        self.space.canvas.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> None:
        """The project is closed."""
        if self._tap is not None:
            self._tap.end()
        if self._editor is not None:
            self._editor.table.leave()
            self._editor.check.set_active(False)
            self._editor.style_page.set_active(False)
        self.sounds.close()
        self.commands.close()

    def body(self, parent: QWidget, put_canvas: Callable[[QWidget], None], *, wide: bool) -> QWidget:
        """What the workspace shows while the editor is open.  put_canvas: puts canvas and transport into a
        splitter.  wide: the film is."""
        body = splitter_in(parent, Qt.Orientation.Vertical)
        top = splitter_in(body, Qt.Orientation.Horizontal)
        fill(top, self.editor)
        put_canvas(top)
        top.setSizes([px(680), px(690)] if wide else [px(880), px(480)])
        top.setStretchFactor(0, 1)
        top.setStretchFactor(1, int(wide))  # beside a wide film, both give way
        column = packed(body, QVBoxLayout)
        column.addWidget(self.tap_bar)
        column.addWidget(self.wave, 1)
        self.wave.show()
        body.setStretchFactor(0, 1)
        low = self.space.height() < px(_LOW)
        body.setSizes([px(900), px(10)] if low else [px(460), px(170)])
        return body

    @property
    def parts(self) -> tuple[QWidget, ...]:
        """What stands around the canvas, in reading order."""
        return (self.editor, self.wave)

    def park(self) -> None:
        """The editor's parts wait, hidden, until it opens again."""
        for part in (self._editor, self._wave, self._tap):
            if part is not None:
                part.setParent(self.space)
                part.hide()

    # what actions ask for

    def find(self, *, replacing: bool = False) -> None:
        """Finding in cues, with the keyboard in it."""
        self.editor.open_finding(replacing=replacing)

    def check(self) -> None:
        self.editor.table.leave()
        self.editor.show_page("check")
        self.editor.check.check()
        self.editor.check.look_at_pictures()
        self.editor.check.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def check_options(self) -> CheckOptions:
        return options_of(self.desk)

    def tap(self) -> None:
        """Begins tapping; while it goes on, a tap."""
        if self.tap_bar.active:
            self.tap_bar.tap()
            return
        self.editor.table.leave()
        if not self.tap_bar.begin():
            self._say(tr("cues.nothing-to-tap"))

    def split_at(self, row: int, caret: int, second: bool) -> None:
        self.enter()
        self.commands.split_at(row, caret, second)

    def shift(self) -> None:
        if self._has_cues():
            self._open(ShiftDialog(self.desk, self.space))

    def sync(self) -> None:
        if self._has_cues():
            self._open(SyncDialog(self.desk, self.space))

    def export_files(self) -> None:
        """Subtitle files of the captions, named as platforms want them."""
        if self._has_cues():
            self._open(SidecarDialog(self.desk, self.space))

    def recognise(self) -> None:
        self._open(SpeechDialog(self.desk, self.importing, self.space))

    def open_file(self) -> None:
        """Asks for a subtitle file."""
        endings = " ".join(f"*{one}" for one in sorted(_FILES))
        dialog = QFileDialog(self.space, tr("cues.open"))
        dialog.setNameFilters([f"{tr('cues.files')} ({endings})", f"{tr('cues.all-files')} (*)"])
        dialog.fileSelected.connect(lambda name: self.bring(Path(name)))
        self._open(dialog)

    def bring(self, path: Path) -> None:
        """Shows what a subtitle file would bring."""
        self._open(ImportDialog(path, self.importing, Around(self.desk), self.space))

    def takes(self, files: Sequence[Path]) -> bool:
        """Whether files that were dropped are subtitles; then the first is shown."""
        known = _FILES if self.active else SUBTITLES
        subtitles = [file for file in files if file.suffix.lower() in known]
        if len(subtitles) != len(files) or not subtitles:
            return False
        self.bring(subtitles[0])
        return True

    def paste_text(self) -> None:
        """A text from elsewhere; what is in the clipboard already stands there."""
        text = QGuiApplication.clipboard().text()
        text = text if "\n" in text.strip() else ""
        self._open(PasteDialog(self.importing, Around(self.desk), text, self.space))

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(lambda _: self._forget(dialog))
        dialog.open()

    def _forget(self, dialog: QDialog) -> None:
        if self.dialog is dialog:
            self.dialog = None

    def _has_cues(self) -> bool:
        if not self.desk.rows:
            self._say(tr("cues.no-cues"))
        return bool(self.desk.rows)

    def _brought(self) -> None:
        self.enter()
        self.editor.show_page("cues")

    def tell_if_same(self, changed: bool, key: str) -> None:
        """Says why nothing changed."""
        if not changed:
            self._say(tr(key))

    def _say(self, words: str) -> None:
        window = self.space.window()
        say = getattr(window, "say", None)
        if callable(say):
            say(words)
        else:
            self.desk.stage.refused.emit(InputError(words))
