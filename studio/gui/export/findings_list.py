"""What was found before the export: a line that counts, and below it, opened, the list."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.base.errors import StudioError
from studio.gui.dialogs.error_words import in_window_language, words_of_error
from studio.gui.dialogs.parts import Words
from studio.gui.i18n import on_language, tr
from studio.gui.theme.icons import pixmap, set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.label import Label
from studio.scene.findings import Finding

_SHOWN = 8


class FindingsList(QWidget):
    """`set_looking`, then `set_findings` or `set_error`."""

    show_layer = Signal(str)
    """The id of the layer of a finding that was pressed."""
    open_all = Signal()
    """The preflight is wanted, where findings are put right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.findings: tuple[Finding, ...] = ()
        self.error: StudioError | None = None
        self.looking = False
        self._sign = Label()
        self.summary = QToolButton()
        set_look(self.summary, "quiet")
        self.summary.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.summary.setCheckable(True)
        self.summary.toggled.connect(self._open)
        self.told = Words("muted", wrap=True)
        self.list = QFrame()
        set_look(self.list, "card")
        self._rows = QVBoxLayout(self.list)
        self.list.hide()
        self._line = QHBoxLayout()
        self._line.addWidget(self._sign)
        self._line.addWidget(self.told, 1)
        self._line.addWidget(self.summary)
        self.open_button = QToolButton()
        set_look(self.open_button, "quiet")
        self.open_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.open_button.clicked.connect(self.open_all)
        self._line.addWidget(self.open_button)
        self._line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._line)
        column.addWidget(self.list)
        theme().changed.connect(self.refresh)
        on_language(self, self.refresh)

    def set_looking(self) -> None:
        self.looking, self.findings, self.error = True, (), None
        self.refresh()

    def set_findings(self, findings: Sequence[Finding]) -> None:
        self.looking, self.findings, self.error = False, tuple(dict.fromkeys(findings)), None
        self.refresh()

    def set_error(self, error: StudioError) -> None:
        """The film cannot be looked at: what it lacks."""
        self.looking, self.findings, self.error = False, (), error
        self.refresh()

    def refresh(self) -> None:
        """Words, icons and lengths anew."""
        colors, size = theme().palette, px(16)
        sign, role = "circle-check", colors.ok
        if self.looking:
            sign, role = "loader", colors.muted
        elif self.error is not None:
            sign, role = "alert-circle", colors.error
        elif self.findings:
            sign, role = "alert-triangle", colors.warn
        self._sign.setPixmap(pixmap(sign, role, size, self.devicePixelRatioF()))
        self._sign.setFixedSize(size, size)
        words = tr("export.looking") if self.looking else tr("export.clean")
        if self.error is not None:
            words = " ".join(words_of_error(self.error))
        self.told.setText(words)
        self.told.setVisible(not self.findings)
        set_look(self.told, "error" if self.error is not None else "muted")
        self.summary.setVisible(bool(self.findings))
        self.open_button.setVisible(bool(self.findings))
        self.open_button.setText(tr("preflight.open"))
        self.open_button.setAccessibleName(tr("preflight.open"))
        count = tr("export.findings", count=len(self.findings))
        self.summary.setText(count)
        self.summary.setAccessibleName(count)
        opened = self.summary.isChecked() and bool(self.findings)
        set_icon(self.summary, "chevron-down" if opened else "chevron-right", size=16)
        self.list.setAccessibleName(tr("export.findings_list"))
        self.list.setVisible(opened)
        self._line.setSpacing(px(8))
        self._rows.setContentsMargins(px(12), px(8), px(12), px(8))
        self._rows.setSpacing(px(8))
        self._fill()

    def _open(self, _checked: bool) -> None:
        self.refresh()
        QTimer.singleShot(50, self, self._bring_into_sight)  # once the sheet has made room

    def _bring_into_sight(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:
            above.ensureWidgetVisible(self, 0, 8)

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for finding in self.findings[:_SHOWN]:
            self._rows.addWidget(_FindingRow(finding, self))
        rest = len(self.findings) - _SHOWN
        if rest > 0:
            more = Words("small")
            more.setText(tr("export.ignore_rest", count=rest))
            self._rows.addWidget(more)


class _FindingRow(QWidget):
    """What is wrong, what to do about it, and a button that shows the layer."""

    def __init__(self, finding: Finding, owner: FindingsList) -> None:
        super().__init__()
        said, hint = Words(wrap=True), Words("small", wrap=True)
        said.setText(in_window_language(finding.message))
        hint.setText(in_window_language(finding.hint))
        hint.setVisible(bool(finding.hint))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(said)
        words.addWidget(hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        row.addLayout(words, 1)
        if finding.layer:
            show = QToolButton()
            set_look(show, "quiet")
            show.setText(tr("export.show"))
            show.setAccessibleName(f"{tr('export.show')}: {said.text()}")
            show.clicked.connect(lambda: owner.show_layer.emit(finding.layer))
            row.addWidget(show, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
