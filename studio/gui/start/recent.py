"""Projects that were open lately, and the card of work that a crash left unsaved."""

import datetime
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.base.l10n.dates import format_date
from studio.gui.i18n import on_language, tr, translator
from studio.gui.pictures import draw_rounded
from studio.gui.start.recent_pictures import RecentPictures
from studio.gui.theme.icons import draw_icon, set_icon
from studio.gui.theme.style import mixed, set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.label import Label

_PICTURE = 40
"""px of a project's picture to each side."""


class RecentProject(Struct, frozen=True):
    """A project that was open; when: as seconds since the epoch."""

    path: Path
    name: str
    when: float


class Recovered(Struct, frozen=True):
    """Work of a project that was not saved when the program ended; edits: how many steps."""

    path: Path
    name: str
    edits: int
    when: float
    recovery: object = None
    """What the service offers it as."""


def day_of(when: float) -> str:
    """Today, yesterday, some days ago, or the date: in the window's language and digits."""
    date = datetime.datetime.fromtimestamp(when).astimezone().date()
    days = (datetime.datetime.now().astimezone().date() - date).days
    if days <= 0:
        return tr("start.today")
    if days == 1:
        return tr("start.yesterday")
    if days < 11:
        return tr("start.days_ago", count=days)
    return format_date(date, translator().language, translator().digits, style="long")


class RecentButton(QAbstractButton):
    """One project: a small picture of its film, its name and when it was open."""

    def __init__(
        self, project: RecentProject, pictures: RecentPictures, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.project = project
        self._pictures = pictures
        pictures.arrived.connect(self.update)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setText(project.name)
        self.setToolTip(str(project.path))
        theme().changed.connect(self.updateGeometry)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setAccessibleName(self.project.name)
        self.setAccessibleDescription(day_of(self.project.when))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(200), px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme().palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            ground = colors.chosen if self.isDown() else mixed(colors.text, colors.window, 0.08)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(area, px(8), px(8))
        side = px(_PICTURE)
        place = QRectF(0, 0, side, side)
        place.moveCenter(area.center())
        place.moveLeft(area.right() - side - px(6) if self.isRightToLeft() else area.left() + px(6))
        picture = self._pictures.picture(self.project.path, round(side * self.devicePixelRatioF()))
        if picture is None:
            icon = QRectF(0, 0, px(20), px(20))
            icon.moveCenter(place.center())
            draw_icon(painter, "movie", icon, colors.muted)
        else:
            draw_rounded(painter, picture, place, px(4))
        gap = side + px(16)
        words = area.adjusted(px(8), 0, -gap, 0) if self.isRightToLeft() else area.adjusted(gap, 0, -px(8), 0)
        start = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        flags = start | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        font = theme().font("body", 500)
        painter.setFont(font)
        painter.setPen(QColor(colors.text))
        top = QRectF(words.left(), words.top() + px(4), words.width(), px(24))
        name = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, int(top.width()))
        painter.drawText(top, flags, f"\u2068{name}\u2069")
        painter.setFont(theme().font("small"))
        painter.setPen(QPen(QColor(colors.muted)))
        painter.drawText(top.translated(0, px(20)), flags, self.accessibleDescription())
        painter.end()


class RecentList(QFrame):
    """Shown when there are any."""

    chosen = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label()
        set_look(self._title, "lead")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(px(4))
        self._column.addWidget(self._title)
        self._column.addStretch(1)
        self.buttons: list[RecentButton] = []
        self.pictures = RecentPictures(self)
        self.hide()
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self._title.setText(tr("start.recent"))

    def show_projects(self, projects: list[RecentProject]) -> None:
        """The latest first."""
        for button in self.buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [RecentButton(project, self.pictures, self) for project in projects]
        for index, button in enumerate(self.buttons):
            button.clicked.connect(lambda _=False, path=button.project.path: self.chosen.emit(path))
            self._column.insertWidget(1 + index, button)
        self.setVisible(bool(projects))


class RecoveryCard(QFrame):
    """Offers unsaved work; it may be opened, left, or put away (then it stays among the versions)."""

    open_recovered = Signal(object)
    open_saved = Signal(object)
    discarded = Signal(object)

    def __init__(self, work: Recovered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_look(self, "note")
        self.work = work
        self._words = Label()
        self._words.setWordWrap(True)
        set_look(self._words, "strong")
        sign = QToolButton()
        set_look(sign, "dense")
        set_icon(sign, "history", "link")
        sign.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        sign.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.recovered_button, self.saved_button = QPushButton(), QPushButton()
        self.discard_button = QToolButton()
        set_look(self.discard_button, "dense")
        set_icon(self.discard_button, "trash", size=16)
        self.recovered_button.clicked.connect(lambda: self.open_recovered.emit(self.work))
        self.saved_button.clicked.connect(lambda: self.open_saved.emit(self.work))
        self.discard_button.clicked.connect(lambda: self.discarded.emit(self.work))
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), px(8), px(12), px(8))
        row.setSpacing(px(8))
        row.addWidget(sign)
        row.addWidget(self._words, 1)
        for button in (self.recovered_button, self.saved_button, self.discard_button):
            row.addWidget(button)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self._words.setText(tr("start.recovered", name=self.work.name, count=self.work.edits))
        self.recovered_button.setText(tr("start.open_recovered"))
        self.saved_button.setText(tr("start.open_saved"))
        self.discard_button.setToolTip(tr("start.discard"))
        self.discard_button.setAccessibleName(tr("start.discard"))
