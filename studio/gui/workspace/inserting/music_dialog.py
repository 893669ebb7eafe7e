"""Music and short sounds: listened to, then put under the film."""

from fractions import Fraction
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QFileDialog, QHBoxLayout, QPushButton, QWidget

from studio.base.errors import StudioError
from studio.gui.bridge import bridge
from studio.gui.dialogs.error_words import words_of_error
from studio.gui.dialogs.frame import StudioDialog
from studio.gui.dialogs.measures import clock
from studio.gui.dialogs.parts import Words, button, icon_button
from studio.gui.i18n import localized, tr, translator
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.segments import Segments
from studio.gui.workspace.inserting.listening import Listener
from studio.services.sounds import bundled_sounds, sound_length

KINDS = ("mp3", "m4a", "aac", "wav", "flac", "ogg", "opus", "wma", "aiff", "mp4", "mov")


class ChosenSound(Struct, frozen=True):
    """media: of a bundled sound; empty for a file of people's own.  from_start: of the film.  replaces: music
    that is there already goes."""

    file: Path
    media: str
    name: str
    loop: bool
    seconds: Fraction
    from_start: bool
    replaces: bool = True


class MusicDialog(StudioDialog):
    """Says `chosen` with a ChosenSound."""

    chosen = Signal(object)

    def __init__(
        self, parent: QWidget | None = None, listener: Listener | None = None, *, has_music: bool = False
    ) -> None:
        """has_music: the film has some already, which may be replaced."""
        super().__init__(560, parent)
        self.listener = listener or Listener()
        self.listener.setParent(self)
        self._sounds: list[ChosenSound] = [
            ChosenSound(one.file, one.media, "", one.loop, one.seconds, from_start=one.loop)
            for one in bundled_sounds()
        ]
        self._told = Words("muted", wrap=True)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.choices: list[QPushButton] = []
        self.plays: list[QWidget] = []
        self._lengths: list[Words] = []
        self.own_button = button(self._choose_own, icon="folder-open")
        self._where_label = Words("muted")
        self.where = Segments()
        self.body.addWidget(self._told)
        for index in range(len(self._sounds)):
            self.body.addWidget(self._row(index))
        self.body.addWidget(self.own_button, 0, Qt.AlignmentFlag.AlignLeading)
        place = QHBoxLayout()
        place.addWidget(self._where_label)
        place.addWidget(self.where)
        place.addStretch(1)
        self.body.addLayout(place)
        self.replaces = QCheckBox()
        self.replaces.setChecked(True)
        self.replaces.setVisible(has_music)
        self.body.addWidget(self.replaces)
        self.body.addStretch(1)
        self.cancel_button = button(self.reject)
        self.put_button = button(self.put, "primary")
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.put_button)
        self.listener.changed.connect(self._show_heard)
        self.listener.failed.connect(self._refuse)
        self.listener.missing.connect(lambda: self._told.setText(tr("insert.no_card")))
        self.finished.connect(lambda _: self.listener.close())
        self.ready()
        self.body.setSpacing(px(4))
        self.choose(0)
        self.choices[0].setFocus()

    def _row(self, index: int) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        play = icon_button(lambda: self.listener.toggle(self._sounds[index].file), "player-play", "tool")
        choice = QPushButton()
        choice.setCheckable(True)
        choice.setAutoDefault(False)
        set_look(choice, "quiet")
        choice.setObjectName(f"sound:{self._sounds[index].file.stem}")
        choice.clicked.connect(lambda: self.choose(index))
        self._group.addButton(choice, index)
        length = Words("muted")
        row.addWidget(play)
        row.addWidget(choice, 1)
        row.addWidget(length)
        self.choices.append(choice)
        self.plays.append(play)
        self._lengths.append(length)
        return holder

    def retranslate(self) -> None:
        self.set_title(tr("insert.music"))
        self._told.setText(tr("insert.music_told"))
        names = [localized(one.name) for one in bundled_sounds()]
        for index, sound in enumerate(self._sounds):
            name = names[index] if index < len(names) else sound.name
            self.choices[index].setText(name)
            self.choices[index].setAccessibleName(name)
            side = "right" if translator().right_to_left else "left"
            self.choices[index].setStyleSheet(f"text-align: {side}; padding: 0 {px(12)}px;")
            self._lengths[index].setText(clock(float(sound.seconds)))
        self.own_button.setText(tr("insert.own_file"))
        self._where_label.setText(tr("insert.where"))
        self.where.setAccessibleName(tr("insert.where"))
        self.where.set_options(
            [("start", tr("insert.from_start"), ""), ("here", tr("insert.from_playhead"), "")]
        )
        self.replaces.setText(tr("insert.replace_music"))
        self.cancel_button.setText(tr("common.cancel"))
        self.put_button.setText(tr("insert.put"))
        self._show_heard()

    @property
    def index(self) -> int:
        return max(0, self._group.checkedId())

    def choose(self, index: int) -> None:
        """Marks a sound; music begins with the film, a short sound at the playhead."""
        self.choices[index].setChecked(True)
        self.where.set_value("start" if self._sounds[index].from_start else "here")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            index = (self.index + (1 if key == Qt.Key.Key_Down else -1)) % len(self.choices)
            self.choices[index].setFocus(Qt.FocusReason.TabFocusReason)
            self.choose(index)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.put()
        else:
            super().keyPressEvent(event)

    def _show_heard(self) -> None:
        for index, play in enumerate(self.plays):
            on = self._sounds[index].file == self.listener.file
            set_icon(play, "player-stop" if on else "player-play", size=16)
            key = "insert.stop" if on else "insert.listen"
            play.setAccessibleName(f"{tr(key)}: {self.choices[index].text()}")
            play.setToolTip(tr(key))

    def _choose_own(self) -> None:
        kinds = " ".join(f"*.{one}" for one in KINDS)
        name, _ = QFileDialog.getOpenFileName(self, tr("insert.own_file"), "", kinds)
        if name:
            self.take(Path(name))

    def take(self, file: Path) -> None:
        """Adds a file of one's own to the list and marks it; one without sound is told."""
        bridge().run(
            lambda _job: sound_length(file),
            lambda seconds: self._taken(file, seconds),
            failed=self._refuse,
            lane="files",
            owner=self,
        )

    def _taken(self, file: Path, seconds: Fraction) -> None:
        sound = ChosenSound(file, "", file.stem, loop=False, seconds=seconds, from_start=seconds > 10)
        self._sounds.append(sound)
        index = len(self._sounds) - 1
        self.body.insertWidget(self.body.indexOf(self.own_button), self._row(index))
        self.retranslate()
        self.choose(index)

    def _refuse(self, error: StudioError) -> None:
        self._told.setText(" ".join(words_of_error(error)))

    def put(self) -> None:
        """Says what was chosen and closes."""
        sound = self._sounds[self.index]
        name = self.choices[self.index].text()
        from_start = self.where.value == "start"
        self.accept()
        self.chosen.emit(replace(sound, name=name, from_start=from_start, replaces=self.replaces.isChecked()))
