"""The line at the foot: saved or not, frame rate, quality of the picture, findings."""

import datetime

from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from studio.base.l10n.dates import format_date
from studio.gui.actions import hub
from studio.gui.i18n import on_language, tr, translator
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.label import Label
from studio.gui.workspace.canvas.canvas import Canvas
from studio.gui.workspace.frames import Painted
from studio.gui.workspace.playback import Player
from studio.gui.workspace.stage import Stage


class StatusBar(QFrame):
    """24 px of facts."""

    def __init__(self, stage: Stage, canvas: Canvas, player: Player, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._painted: Painted | None = None
        set_look(self, "panel")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(12), 0, px(12), 0)
        row.setSpacing(px(16))
        self.saved, self.rate, self.quality, self.dropped = (Label() for _ in range(4))
        for label in (self.saved, self.rate, self.quality, self.dropped):
            set_look(label, "small")
            row.addWidget(label)
        row.addStretch(1)
        self.findings = QToolButton()
        set_look(self.findings, "warn")
        self.findings.clicked.connect(lambda: hub().trigger("help.check"))
        policy = self.findings.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # what is above keeps its height
        self.findings.setSizePolicy(policy)
        row.addWidget(self.findings)
        self._player = player
        player.changed.connect(self.retranslate)
        canvas.view.shown.connect(self._shown)
        stage.document.state_changed.connect(self.retranslate)
        on_language(self, self.retranslate)

    def retranslate(self, *_: object) -> None:
        dirty = self._stage.document.is_dirty
        self._tell_saved(dirty)
        self.rate.setText(tr("workspace.rate", rate=float(self._stage.rate.fraction)))
        painted = self._painted
        draft = painted is not None and painted.wish.draft
        self.quality.setText(tr("workspace.draft" if draft else "workspace.full"))
        dropped = self._player.count.dropped if self._player.playing else 0
        self.dropped.setText(tr("workspace.dropped", count=dropped) if dropped else "")
        self.dropped.setToolTip(tr("workspace.dropped-why"))
        found = () if painted is None else painted.findings
        self.findings.setText(tr("workspace.findings-here", count=len(found)) if found else "")
        self.findings.setVisible(bool(found))
        self.findings.setToolTip("\n".join(finding.message for finding in found))

    def _tell_saved(self, dirty: bool) -> None:
        """Saved, and since when: the time of today, with the day where it was another."""
        when = self._stage.document.saved_at
        if dirty or when is None:
            self.saved.setText(tr("workspace.unsaved" if dirty else "workspace.saved"))
            self.saved.setToolTip("")
            return
        moment = datetime.datetime.fromtimestamp(when).astimezone()
        day = format_date(moment.date(), translator().language, translator().digits, style="long")
        time = translator().in_digits(f"{moment:%H:%M}")
        today = moment.date() == datetime.datetime.now().astimezone().date()
        self.saved.setText(tr("workspace.saved-at", time=time) if today else tr("workspace.saved"))
        self.saved.setToolTip(f"{day}{tr('unit.joint')}{time}")

    def _shown(self, painted: Painted) -> None:
        before, self._painted = self._painted, painted
        if before is None or before.wish.draft != painted.wish.draft or before.findings != painted.findings:
            self.retranslate()
