"""Motion presets as tiles that play on the selected text's own words; a press applies one."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QFocusEvent, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.gui.bridge import Job, bridge
from studio.gui.i18n import localized, on_language, tr
from studio.gui.pictures import draw_rounded, image_of
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px, theme
from studio.gui.widgets.flow import flowing
from studio.gui.widgets.search_field import SearchField
from studio.gui.widgets.segments import Segments
from studio.gui.workspace.inspector.motion import PHASES, presets_of, with_animation
from studio.gui.workspace.layer_names import layer_name
from studio.gui.workspace.stage import Stage
from studio.model.animation import Animation, AnimationPreset, Phase
from studio.model.brand import Look
from studio.model.layers import BilingualLayer, TextLayer
from studio.services.editing import StepName
from studio.services.edits.paths import node_at
from studio.services.motion_previews import HEIGHT, WIDTH, motion_composition, motion_frames, resting_frame

_RATE = 15
_SETTLE_MS = 500
_TILE = 104
_WORDS = {"ar": "كلمة طيّبة", "en": "A kind word"}


class MotionTile(QAbstractButton):
    """Still until hovered or focused, then it plays."""

    def __init__(self, preset: AnimationPreset) -> None:
        super().__init__()
        self.preset = preset
        self.still: QImage | None = None
        self._frames: list[QImage] = []
        self._at = 0
        self._job: Job[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(1000 // _RATE)
        self._timer.timeout.connect(self._next)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._words: tuple[str, str, Look] | None = None

    def show_words(self, words: str, language: str, look: Look) -> None:
        """What it moves; the still comes a moment later."""
        if (words, language, look) == self._words:
            return
        self._words = (words, language, look)
        self._frames = []
        self.setText(localized(self.preset.name))
        self.setAccessibleName(self.text())
        self.setToolTip(localized(self.preset.note) or self.text())
        composition = motion_composition(self.preset, words, language, look)
        width = round(px(_TILE) * self.devicePixelRatioF())
        bridge().run(
            lambda _job: image_of(resting_frame(composition, width)),
            self._show_still,
            failed=lambda _error: None,
            key=("still", self.preset.id),
            lane="motion",
            owner=self,
        )

    def _show_still(self, image: QImage) -> None:
        self.still = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(_TILE), round(px(_TILE) * HEIGHT / WIDTH) + px(24))

    def play(self) -> None:
        """Makes its frames, if there are none, and shows them over and over."""
        if self._words is None or self._timer.isActive():
            return
        self._at = 0
        self._timer.start()
        if self._frames:
            return
        composition = motion_composition(self.preset, *self._words)
        width = round(px(_TILE) * self.devicePixelRatioF())

        def work(job: Job[None]) -> None:
            for pixels in motion_frames(composition, width, _RATE):
                job.report(image_of(pixels))

        self._frames = []
        self._job = bridge().run(
            work,
            lambda _: None,
            failed=lambda _error: None,
            progress=self._add,
            key="play",
            lane="motion",
            owner=self,
            next=True,
        )

    def rest(self) -> None:
        self._timer.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._frames = []
        self.update()

    def _add(self, image: object) -> None:
        if isinstance(image, QImage):
            self._frames.append(image)

    def _next(self) -> None:
        if self._frames:
            self._at = (self._at + 1) % len(self._frames)
            self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.play()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.rest()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.play()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.rest()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors = theme().palette
        picture = QRectF(1, 1, self.width() - 2, self.height() - px(24))
        playing = self._timer.isActive() and bool(self._frames)
        image = self._frames[self._at % len(self._frames)] if playing else self.still
        if image is not None:
            draw_rounded(painter, image, picture, px(6))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colors.raised))
            painter.drawRoundedRect(picture, px(6), px(6))
        lit = self.isChecked() or self.underMouse() or self.hasFocus()
        edge = colors.accent if self.isChecked() else colors.text if lit else colors.border
        painter.setPen(QPen(QColor(edge), 2 if lit else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(picture, px(6), px(6))
        painter.setPen(QColor(colors.text))
        painter.setFont(theme().font("small", 600 if self.isChecked() else 400))
        words = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(
            QRectF(0, picture.bottom(), self.width(), px(24)), Qt.AlignmentFlag.AlignCenter, words
        )
        painter.end()


class PresetsPanel(QWidget):
    """The panel "Motion": phase, search, tiles."""

    applied = Signal(str)

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._active = False
        column = QVBoxLayout(self)
        column.setContentsMargins(px(8), px(8), px(8), px(8))
        column.setSpacing(px(8))
        self.phase = Segments()
        self.phase.chosen.connect(lambda _: self.refresh())
        column.addWidget(self.phase)
        self.search = SearchField("presets.search")
        self.search.textChanged.connect(lambda _: self._filter())
        column.addWidget(self.search)
        self._hint = QLabel()
        set_look(self._hint, "small")
        self._hint.setWordWrap(True)
        column.addWidget(self._hint)
        self._nothing = QPushButton()
        set_look(self._nothing, "quiet")
        self._nothing.clicked.connect(self.search.clear)
        self._nothing.setVisible(False)
        column.addWidget(self._nothing)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._scroll, 1)
        self.tiles: list[MotionTile] = []
        self._shown: Phase | None = None
        stage.selected.connect(self.refresh)
        # Tiles follow typing when it rests: they are many.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLE_MS)
        self._later.timeout.connect(self.refresh)
        stage.edited.connect(self._later.start)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("presets.name"))
        self._nothing.setText(f"{tr('presets.nothing')} · {tr('common.clear')}")
        kept = self.phase.value
        self.phase.set_options([(phase, tr(f"motion.{phase.value}"), "") for phase in PHASES])
        self.phase.set_value(kept or Phase.IN)
        self._shown = None
        self.refresh()

    def set_active(self, active: bool) -> None:
        """Tiles are painted only while the panel is open."""
        self._active = active
        if active:
            self.refresh()

    def refresh(self) -> None:
        """Tiles of the phase, on the words that are selected."""
        layer = self._layer()
        name = "" if layer is None else layer_name(layer)
        self._hint.setText(tr("presets.empty") if layer is None else tr("presets.selected", name=name))
        if not self._active:
            return
        phase = self._phase()
        if phase is not self._shown:
            self._build(phase)
        words, language, look = self._words()
        used = None if layer is None else next((one for one in layer.animations if one.phase is phase), None)
        for tile in self.tiles:
            tile.show_words(words, language, look)
            tile.setChecked(isinstance(used, Animation) and used.preset == tile.preset.id)
            tile.setEnabled(layer is not None)

    def apply(self, preset: str) -> None:
        """Gives the selected text this motion; the one it has already is taken away."""
        path, phase = self._stage.current, self._phase()
        layer = self._layer()
        if path is None or layer is None:
            return
        used = next((one.preset for one in layer.animations if one.phase is phase), None)
        chosen = None if used == preset else preset
        self._stage.edit(
            StepName("step.motion"), lambda composition: with_animation(composition, path, phase, chosen)
        )
        self.refresh()
        self.applied.emit(preset)

    def _phase(self) -> Phase:
        value = self.phase.value
        return value if isinstance(value, Phase) else Phase.IN

    def _layer(self) -> TextLayer | BilingualLayer | None:
        path = self._stage.current
        if path is None:
            return None
        node = node_at(self._stage.composition, path)
        return node if isinstance(node, TextLayer | BilingualLayer) else None

    def _words(self) -> tuple[str, str, Look]:
        composition, layer = self._stage.composition, self._layer()
        words = "" if layer is None else layer.text if isinstance(layer, TextLayer) else layer.first.text
        fallback = _WORDS["ar" if composition.is_rtl else "en"]
        return words.strip() or fallback, composition.language, composition.look

    def _build(self, phase: Phase) -> None:
        self._shown = phase
        body = QWidget()
        body.setObjectName("scrolled")
        flow = flowing(body, gap=8)
        self.tiles = list(self._make(presets_of(phase)))
        for tile in self.tiles:
            flow.addWidget(tile)
        self._scroll.setWidget(body)
        self._filter()

    def _make(self, presets: tuple[AnimationPreset, ...]) -> Iterator[MotionTile]:
        for preset in presets:
            tile = MotionTile(preset)
            tile.setObjectName(f"motion:{preset.id}")
            tile.clicked.connect(lambda _=False, id=preset.id: self.apply(id))
            yield tile

    def _filter(self) -> None:
        wanted = self.search.text().strip().casefold()
        found = False
        for tile in self.tiles:
            names = [tile.preset.id, *tile.preset.name.values()]
            fits = not wanted or any(wanted in name.casefold() for name in names)
            found = found or fits
            tile.setVisible(fits)
        self._nothing.setVisible(not found)
