"""A transition over the cut at the playhead: its kinds shown moving, its length, its direction."""

from fractions import Fraction

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from studio.gui.dialogs.frame import StudioDialog
from studio.gui.dialogs.parts import Words, button
from studio.gui.i18n import tr
from studio.gui.pictures import image_of
from studio.gui.theme.theme import px
from studio.gui.widgets.flow import flowing
from studio.gui.widgets.moving_tile import RATE, MovingTile
from studio.gui.widgets.number_field import NumberField
from studio.gui.widgets.segments import Segments
from studio.gui.widgets.tile_keys import TileKeys
from studio.gui.workspace.layer_names import layer_name
from studio.gui.workspace.stage import Stage
from studio.model.layers import Toward, Transition, TransitionKind
from studio.services.edits.inserts import Cut, put_transition
from studio.services.transition_previews import (
    HEIGHT,
    WIDTH,
    middle_frame,
    transition_composition,
    transition_frames,
)

KINDS = (
    TransitionKind.CROSS_FADE,
    TransitionKind.FADE_THROUGH,
    TransitionKind.PUSH,
    TransitionKind.WIPE,
    TransitionKind.ZOOM,
)
_DIRECTED = (TransitionKind.PUSH, TransitionKind.WIPE)


class TransitionDialog(StudioDialog):
    """Puts the chosen kind over `cut`, as one step; "None" takes what is there away."""

    def __init__(self, stage: Stage, cut: Cut, parent: QWidget | None = None) -> None:
        super().__init__(560, parent)
        self._stage, self.cut = stage, cut
        now = cut.transition
        self._kind = now.transition if now is not None else TransitionKind.CROSS_FADE
        self._where = Words("muted", wrap=True)
        self.tiles: dict[TransitionKind, MovingTile] = {}
        keys = TileKeys(self, lambda: list(self.tiles.values()), MovingTile.click)
        tiles = QWidget()
        flow = flowing(tiles, gap=px(12))
        for index, kind in enumerate(KINDS):
            tile = self.tiles[kind] = MovingTile(152, WIDTH / HEIGHT, f"transition-{index % 2}")
            self._fill(tile, kind)
            tile.setObjectName(f"transition:{kind.value}")
            tile.clicked.connect(lambda _=False, kind=kind: self.choose(kind))
            keys.watch(tile)
            flow.addWidget(tile)
        self.length = NumberField(
            float(now.duration) if now is not None else 0.5,
            minimum=0.1,
            maximum=max(0.1, float(cut.longest)),
            step=0.1,
            decimals=2,
            unit=tr("unit.s"),
        )
        self._length_label, self._toward_label = Words("muted"), Words("muted")
        self.toward = Segments()
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self._length_label)
        row.addWidget(self.length)
        row.addSpacing(px(16))
        row.addWidget(self._toward_label)
        row.addWidget(self.toward)
        row.addStretch(1)
        self.body.addWidget(self._where)
        self.body.addWidget(tiles)
        self.body.addLayout(row)
        self.remove_button = button(self.remove, icon="trash")
        self.remove_button.setVisible(now is not None)
        self.cancel_button = button(self.reject)
        self.put_button = button(self.put, "primary")
        self.foot.addWidget(self.remove_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.put_button)
        self.ready()
        self.toward.set_value(now.toward if now is not None else Toward.READING)
        self.choose(self._kind)
        self.tiles[self._kind].setFocus()

    def _fill(self, tile: MovingTile, kind: TransitionKind) -> None:
        composition, width = self._stage.composition, tile.picture_width
        small = transition_composition(kind, composition.language, composition.look)
        tile.show_motion(
            kind,
            lambda: image_of(middle_frame(small, width)),
            lambda: (image_of(pixels) for pixels in transition_frames(small, width, RATE)),
        )

    def retranslate(self) -> None:
        self.set_title(tr("insert.transition"))
        names = (layer_name(self.cut.before), layer_name(self.cut.after))
        self._where.setText(tr("insert.between", first=names[0], second=names[1]))
        for kind, tile in self.tiles.items():
            tile.setText(tr(f"insert.kind_{kind.value}"))
            tile.setAccessibleName(tile.text())
        self._length_label.setText(tr("insert.length"))
        self.length.setAccessibleName(tr("insert.length"))
        self._toward_label.setText(tr("insert.toward"))
        self.toward.setAccessibleName(tr("insert.toward"))
        self.toward.set_options(
            [(one, tr(f"insert.toward_{one.value}"), "") for one in (Toward.READING, Toward.AGAINST)]
        )
        self.remove_button.setText(tr("insert.no_transition"))
        self.cancel_button.setText(tr("common.cancel"))
        self.put_button.setText(tr("insert.put"))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        for tile in self.tiles.values():
            tile.play()

    def choose(self, kind: TransitionKind) -> None:
        """Marks a kind; nothing is put yet."""
        self._kind = kind
        for one, tile in self.tiles.items():
            tile.setChecked(one is kind)
        for widget in (self._toward_label, self.toward):
            widget.setVisible(kind in _DIRECTED)

    def put(self) -> None:
        """Puts it over the cut and closes."""
        toward = self.toward.value
        transition = Transition(
            transition=self._kind,
            duration=Fraction(str(round(self.length.value, 3))),
            toward=toward if isinstance(toward, Toward) else Toward.READING,
        )
        self._do(transition)

    def remove(self) -> None:
        """A plain cut again."""
        self._do(None)

    def _do(self, transition: Transition | None) -> None:
        cut = self.cut
        self._stage.edit("step.transition", lambda composition: put_transition(composition, cut, transition))
        self.accept()
