"""The font of a text: a button that shows it, and a library by mood that shows each in the person's words."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.base.errors import StudioError
from studio.gui.dialogs.error_words import said
from studio.gui.document import Document
from studio.gui.i18n import localized, tr, translator
from studio.gui.search import rank
from studio.gui.theme.icons import draw_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.brand_lock import brand_lock
from studio.gui.widgets.font_sample import draw_sample, sample
from studio.gui.widgets.label import Label
from studio.gui.widgets.search_field import SearchField
from studio.gui.workspace.inspector.editors import Editor
from studio.gui.workspace.inspector.specs import FieldSpec
from studio.gui.workspace.inspector.words import label_of
from studio.services.editing import StepName
from studio.services.fonts import entered_font, font_labels
from studio.services.resources import open_resources
from studio.text.fonts import FontCatalog, FontFamily

_ROLES = ("display", "text", "strong")
_ROW = 60
_ABILITIES = ("kashida", "vocalised", "persian", "urdu", "kurdish", "quranic")
"""What people look for in a font; the rest is told in its line."""

_Index = QModelIndex | QPersistentModelIndex


def facts_of(family: FontFamily) -> str:
    """What a family is for and what it can do, in a line."""
    labels = font_labels()
    parts = [localized(labels.moods[mood]) for mood in family.moods[:2]]
    parts.append(localized(labels.styles[family.style]))
    if not family.is_bundled:
        parts = [tr("font.own")]
    elif family.kashida != "none":
        parts.append(localized(labels.kashida[family.kashida]))
    parts += [localized(labels.capabilities[one]) for one in _ABILITIES[2:] if one in family.capabilities]
    return tr("unit.joint").join(parts)


class FontEditor(Editor):
    """The button, and the library that it opens."""

    def __init__(self, spec: FieldSpec, document: Document, words: str, language: str) -> None:
        super().__init__(spec)
        self._document, self._words, self._language = document, words, language
        self.library: FontLibrary | None = None
        self.button = _FontButton()
        self.button.clicked.connect(self.open)
        self.row.addWidget(self.button)
        self._value: str | None = None

    def show_value(self, value: Any) -> None:
        self._value = value
        self._show(self.name_of(value))

    def show_mixed(self) -> None:
        self._show(tr("inspector.mixed"))

    def _show(self, name: str) -> None:
        self.button.setText(name)
        self.button.setAccessibleName(f"{label_of(self.spec)}: {name}")
        self.button.setToolTip(name)

    @staticmethod
    def name_of(value: str | None) -> str:
        """What people call a value: a family, a role of the brand, left to the design."""
        if value is None:
            return tr("inspector.auto")
        return tr(f"face.{value}") if value in _ROLES else value

    def open(self) -> None:
        """The library, under the button."""
        library = self.library = FontLibrary(self._document, self._words, self._language, self._value, self)
        library.chosen.connect(self.changed)
        library.file_wanted.connect(self.ask)
        library.show_at(self.button)

    def ask(self) -> None:
        """Asks for a font file of one's own."""
        dialog = QFileDialog(self, tr("font.add"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([f"{tr('font.files')} (*.ttf *.otf *.ttc *.woff2 *.woff)"])
        dialog.fileSelected.connect(lambda file: self.add(Path(file)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def add(self, file: Path) -> None:
        """Brings a font file into the project and chooses its family, as one step."""
        document = self._document
        try:
            made = entered_font(file, document.project, document.session.folder)
        except StudioError as error:
            self.failed.emit(said(error))
            return
        family = made.font.family
        self.began.emit()
        document.do(StepName("step.font", {"name": family}), made.project)
        self.changed.emit(family)
        self.ended.emit()


class _FontButton(QAbstractButton):
    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(px(140), px(32))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, colors = QPainter(self), theme().palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        lit = self.underMouse() or self.hasFocus()
        painter.setPen(QPen(QColor(colors.text if lit else colors.border), 1))
        painter.setBrush(QColor(colors.field))
        painter.drawRoundedRect(area, px(6), px(6))
        icon = QRectF(0, (self.height() - px(16)) / 2, px(16), px(16))
        rtl = self.isRightToLeft()
        icon.moveLeft(px(8) if rtl else self.width() - px(24))
        draw_icon(painter, "chevron-down", icon, colors.muted)
        words = area.adjusted(px(30 if rtl else 8), 0, -px(8 if rtl else 30), 0)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.setPen(QColor(colors.text))
        text = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, round(words.width())
        )
        painter.drawText(words, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()


class FontLibrary(QFrame):
    """Search, mood, ability; a row for each family; one's own files.  Enter chooses, Esc leaves."""

    chosen = Signal(object)
    file_wanted = Signal()
    """A font of one's own is to be added."""

    def __init__(
        self, document: Document, words: str, language: str, value: str | None, parent: QWidget
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._value = value
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        set_look(self, "note")
        self.setAccessibleName(tr("font.library"))
        self.catalog = open_resources(document.resources()).fonts
        self.search = SearchField("font.search")
        self.mood, self.ability = QComboBox(), QComboBox()
        labels = font_labels()
        self.mood.addItem(tr("font.every-mood"), None)
        for id, names in labels.moods.items():
            self.mood.addItem(localized(names), id)
        self.ability.addItem(tr("font.every-ability"), None)
        for id in _ABILITIES:
            names = labels.kashida["stretch"] if id == "kashida" else labels.capabilities[id]
            self.ability.addItem(localized(names), id)
        self.mood.setAccessibleName(tr("font.mood"))
        self.ability.setAccessibleName(tr("font.ability"))
        self.list = QListView()
        self.list.setAccessibleName(tr("font.library"))
        self.list.setUniformItemSizes(True)
        self.list.setMinimumHeight(px(300))
        self._names = QStringListModel(self)
        self.list.setModel(self._names)
        self.list.setItemDelegate(_Rows(self, self.catalog, words, language))
        self.told = Label()
        self.told.setWordWrap(True)
        self.told.hide()
        self.add_button = QPushButton(tr("font.add"))
        self.add_button.setVisible(not brand_lock().locked)
        filters = QHBoxLayout()
        filters.setSpacing(px(8))
        filters.addWidget(self.mood, 1)
        filters.addWidget(self.ability, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(8))
        column.addWidget(self.search)
        column.addLayout(filters)
        column.addWidget(self.list, 1)
        column.addWidget(self.told)
        column.addWidget(self.add_button)
        self.search.textChanged.connect(self._fill)
        self.search.returnPressed.connect(self._enter)
        for box in (self.mood, self.ability):
            box.currentIndexChanged.connect(self._fill)
        self.list.clicked.connect(self._choose)
        self.list.activated.connect(self._choose)
        self.add_button.clicked.connect(self.close)
        self.add_button.clicked.connect(self.file_wanted)
        self._rows: list[str | None] = []
        self._fill()

    def show_at(self, button: QWidget) -> None:
        """Below the button, within the screen."""
        self.resize(px(360), px(440))
        screen = button.screen().availableGeometry()
        at = button.mapToGlobal(QPoint(0, button.height()))
        if self.isRightToLeft():
            at.setX(at.x() + button.width() - self.width())
        at.setX(max(screen.left(), min(at.x(), screen.right() - self.width())))
        at.setY(max(screen.top(), min(at.y(), screen.bottom() - self.height())))
        self.move(at)
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def families(self) -> Sequence[str | None]:
        """What is listed now; None: left to the design."""
        return self._rows

    def _fill(self) -> None:
        mood, ability, words = self.mood.currentData(), self.ability.currentData(), self.search.text()
        rows: list[str | None] = [] if mood or ability else [None, *_ROLES]
        rows = [row for row in rows if rank(words, FontEditor.name_of(row)) is not None]
        if not brand_lock().locked:
            for family in sorted(self.catalog.families(), key=lambda one: (one.is_bundled, one.name)):
                if family.style == "emoji" and family.is_bundled:
                    continue
                can = ability is None or (
                    family.kashida != "none" if ability == "kashida" else ability in family.capabilities
                )
                found = rank(words, family.name, facts_of(family)) is not None
                if can and found and mood in (None, *family.moods):
                    rows.append(family.name)
        self._rows = rows
        self._names.setStringList([FontEditor.name_of(row) for row in rows])
        at = rows.index(self._value) if self._value in rows else 0
        if rows:
            self.list.setCurrentIndex(self._names.index(at))
            self.list.scrollTo(self._names.index(at), QListView.ScrollHint.PositionAtCenter)
        self._tell("" if rows else tr("font.none"), "muted")

    def family_of(self, row: int) -> FontFamily | None:
        """The family of a row; None for what the brand or the design decides."""
        name = self._rows[row] if 0 <= row < len(self._rows) else None
        return None if name is None or name in _ROLES else self.catalog.family(name)

    def is_current(self, row: int) -> bool:
        return 0 <= row < len(self._rows) and self._rows[row] == self._value

    def _choose(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self._rows[index.row()])
            self.close()

    def _enter(self) -> None:
        self._choose(self.list.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._rows:
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            at = max(0, min(self.list.currentIndex().row() + step, len(self._rows) - 1))
            self.list.setCurrentIndex(self._names.index(at))
            return
        super().keyPressEvent(event)

    def _tell(self, words: str, look: str) -> None:
        set_look(self.told, look)
        self.told.setText(words)
        self.told.setVisible(bool(words))


class _Rows(QStyledItemDelegate):
    """The person's words in the family, above its name and what it can do."""

    def __init__(self, library: FontLibrary, catalog: FontCatalog, words: str, language: str) -> None:
        super().__init__(library)
        self._library, self._catalog = library, catalog
        self._words, self._language = words, language

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(px(200), px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        colors, rtl = theme().palette, translator().right_to_left
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        area = QRectF(option.rect).adjusted(px(2), px(1), -px(2), -px(1))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen:
            painter.setBrush(QColor(colors.chosen))
            painter.drawRoundedRect(area, px(6), px(6))
        inside = area.adjusted(px(8), px(2), -px(8), -px(2))
        family = self._library.family_of(index.row())
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        name = str(index.data())
        told = name if family is None else f"{name} · {facts_of(family)}"
        below = QRectF(inside.x(), inside.bottom() - px(20), inside.width(), px(20))
        if family is not None:
            room = QRectF(inside.x(), inside.y(), inside.width(), inside.height() - px(20))
            drawn = sample(self._catalog, family.name, self._words, self._language)
            draw_sample(painter, drawn, room, QColor(colors.text), at_right=rtl)
        else:
            below = inside
        if self._library.is_current(index.row()):
            mark = QRectF(0, 0, px(16), px(16))
            mark.moveCenter(below.center())
            mark.moveLeft(below.left() if rtl else below.right() - px(16))
            draw_icon(painter, "check", mark, colors.accent)
            below.adjust(px(20) if rtl else 0, 0, 0 if rtl else -px(20), 0)
        painter.setFont(theme().font("small" if family is not None else "body"))
        painter.setPen(QColor(colors.text if chosen or family is None else colors.muted))
        text = painter.fontMetrics().elidedText(told, Qt.TextElideMode.ElideRight, round(below.width()))
        painter.drawText(below, flags, text)
        painter.restore()
