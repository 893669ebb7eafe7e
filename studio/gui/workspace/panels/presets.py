"""Motion presets as tiles that play on the selected text's own words; a press applies one."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from studio.gui.i18n import localized, on_language, tr
from studio.gui.pictures import image_of
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.flow import flowing
from studio.gui.widgets.label import Label
from studio.gui.widgets.moving_tile import RATE, MovingTile
from studio.gui.widgets.search_field import SearchField
from studio.gui.widgets.segments import Segments
from studio.gui.widgets.tile_keys import TileKeys
from studio.gui.workspace.inspector.motion import PHASES, presets_of, with_animation
from studio.gui.workspace.layer_names import layer_name
from studio.gui.workspace.stage import Stage
from studio.model.animation import Animation, AnimationPreset, Phase
from studio.model.brand import Look
from studio.model.layers import BilingualLayer, TextLayer
from studio.services.editing import StepName
from studio.services.edits.paths import node_at
from studio.services.motion_previews import HEIGHT, WIDTH, motion_composition, motion_frames, resting_frame

_SETTLE_MS = 600
"""Without a letter, until the tiles follow the words."""
_TILE = 104
_WORDS = {"ar": "كلمة طيّبة", "en": "A kind word"}


class MotionTile(MovingTile):
    """A motion on the person's own words."""

    def __init__(self, preset: AnimationPreset) -> None:
        super().__init__(_TILE, WIDTH / HEIGHT, "motion")
        self.preset = preset

    def show_words(self, words: str, language: str, look: Look) -> None:
        """What it moves; the still comes when it is seen."""
        self.setText(localized(self.preset.name))
        self.setAccessibleName(self.text())
        self.setToolTip(localized(self.preset.note) or self.text())
        composition = motion_composition(self.preset, words, language, look)
        width = self.picture_width
        self.show_motion(
            (words, language, look, width),
            lambda: image_of(resting_frame(composition, width)),
            lambda: (image_of(pixels) for pixels in motion_frames(composition, width, RATE)),
        )


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
        self._hint = Label()
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
        self._keys = TileKeys(self, lambda: self.tiles, self._scroll.ensureWidgetVisible)
        self._shown: Phase | None = None
        stage.selected.connect(self.refresh)
        # Tiles follow typing when it rests: they are many.
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SETTLE_MS)
        self._later.timeout.connect(self.refresh)
        stage.edited.connect(self._wait)
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
            tile.release()

    def _wait(self) -> None:
        """Something was edited, perhaps by a letter that is one of many."""
        if self._active:
            self._later.start()
            for tile in self.tiles:
                tile.hold()

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

    def reveal(self, preset: str) -> None:
        """Scrolls to a preset's tile."""
        for tile in self.tiles:
            if tile.preset.id == preset:
                self._scroll.ensureWidgetVisible(tile)

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
            self._keys.watch(tile)
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
