"""The bar under the frame: zoom, the direction of the chosen text, what apps cover."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QToolButton

from studio.gui.actions import action_button, hub
from studio.gui.i18n import localized, on_language, tr
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.workspace.canvas.overlay_tool import OverlayTool
from studio.gui.workspace.canvas.view import CanvasView
from studio.gui.workspace.stage import Stage
from studio.model.composition import Composition
from studio.model.layers import BilingualLayer, TextLayer
from studio.model.style import DirectionChoice
from studio.services.editing import StepName
from studio.services.edits.fields import FieldPath, field_value, set_fields
from studio.services.edits.paths import LayerPath, node_at
from studio.services.overlays import overlays_for

_ZOOMS = (10, 25, 50, 100, 200, 400, 800)
_ICONS = {"auto": "language", "rtl": "text-direction-rtl", "ltr": "text-direction-ltr"}


class DirectionButton(QToolButton):
    """Which way the chosen texts run: by their words, from the right, from the left."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        set_look(self, "dense")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu_of = QMenu(self)
        self.menu_of.aboutToShow.connect(self._fill)
        self.setMenu(self.menu_of)
        stage.selected.connect(self.follow)
        stage.edited.connect(self.follow)
        on_language(self, self.follow)

    @property
    def value(self) -> DirectionChoice | None:
        """That of all chosen texts; None where they differ or there are none."""
        found = {field_value(self._stage.composition, path, field) for path, field in self._fields()}
        return next(iter(found)) if len(found) == 1 else None

    def follow(self) -> None:
        """Shows what is chosen now; hidden while no text is."""
        self.setVisible(bool(self._fields()))
        value = self.value
        set_icon(self, _ICONS["auto" if value is None else value.value], size=16)
        name = tr("direction.name", value=tr(f"direction.{value.value}")) if value else tr("direction.mixed")
        self.setAccessibleName(name)
        self.setToolTip(name)

    def choose(self, value: DirectionChoice) -> None:
        """Gives all chosen texts a direction, as one step."""
        by_path: dict[LayerPath, dict[FieldPath, object]] = {}
        for path, field in self._fields():
            by_path.setdefault(path, {})[field] = value

        def change(composition: Composition) -> Composition:
            for path, values in by_path.items():
                composition = set_fields(composition, path, values)
            return composition

        self._stage.edit(StepName("step.direction"), change)

    def fill(self, menu: QMenu) -> None:
        """Adds the choice to a menu, where a text is chosen."""
        if self._fields():
            menu.addSeparator()
            self._add(menu.addMenu(tr("direction.menu")))

    def _fill(self) -> None:
        self.menu_of.clear()
        self._add(self.menu_of)

    def _add(self, menu: QMenu) -> None:
        group = QActionGroup(menu)
        for choice in DirectionChoice:
            action = menu.addAction(tr(f"direction.{choice.value}"))
            set_icon(action, _ICONS[choice.value], size=16)
            action.setCheckable(True)
            action.setChecked(self.value is choice)
            action.triggered.connect(lambda _=False, choice=choice: self.choose(choice))
            group.addAction(action)

    def _fields(self) -> list[tuple[LayerPath, FieldPath]]:
        found: list[tuple[LayerPath, FieldPath]] = []
        for path in self._stage.selection:
            match node_at(self._stage.composition, path):
                case TextLayer():
                    found.append((path, ("style", "direction")))
                case BilingualLayer():
                    found += [(path, (part, "style", "direction")) for part in ("first", "second")]
        return found


class CanvasBar(QFrame):
    """Pinned left to right, as the frame is."""

    def __init__(self, stage: Stage, view: CanvasView, overlay: OverlayTool) -> None:
        super().__init__()
        self._stage, self._view, self._overlay = stage, view, overlay
        set_look(self, "panel")
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(8), px(2), px(8), px(2))
        row.setSpacing(px(4))
        self.zoom = QToolButton()
        set_look(self.zoom, "quiet")
        self.zoom.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.zoom.setMinimumWidth(px(56))
        zooms = QMenu(self.zoom)
        zooms.aboutToShow.connect(lambda: self._fill_zooms(zooms))
        self.zoom.setMenu(zooms)
        row.addWidget(self.zoom)
        row.addWidget(action_button("view.fit", self, look="dense"))
        self.direction = DirectionButton(stage)
        row.addWidget(self.direction)
        row.addStretch(1)
        self.app = QToolButton()
        set_look(self.app, "quiet")
        self.app.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        apps = QMenu(self.app)
        apps.aboutToShow.connect(lambda: self._fill_apps(apps))
        self.app.setMenu(apps)
        row.addWidget(self.app)
        for id in ("view.guides", "view.safe"):
            row.addWidget(action_button(id, self, look="dense"))
        view.zoomed.connect(self._show_zoom)
        on_language(self, self.retranslate)

    def retranslate(self) -> None:
        self.setAccessibleName(tr("canvas.bar"))
        self._show_zoom()
        self.show_app()

    def show_app(self) -> None:
        """Which app's overlay lies over the frame."""
        chosen = self._overlay.chosen()
        self.app.setVisible(self._overlay.safe and chosen is not None)
        if chosen is not None:
            name = localized(chosen.name)
            self.app.setText(name)
            self.app.setToolTip(tr("canvas.overlay", name=name))
            self.app.setAccessibleName(tr("canvas.overlay", name=name))

    def choose_app(self, id: str) -> None:
        """Another app's overlay, by its id."""
        self._overlay.overlay = id
        self.show_app()
        self._view.update()

    def _fill_apps(self, menu: QMenu) -> None:
        menu.clear()
        group = QActionGroup(menu)
        chosen = self._overlay.chosen()
        for one in overlays_for(self._stage.composition):
            action = menu.addAction(localized(one.name))
            action.setCheckable(True)
            action.setChecked(chosen is not None and chosen.id == one.id)
            action.triggered.connect(lambda _=False, id=one.id: self.choose_app(id))
            group.addAction(action)

    def _fill_zooms(self, menu: QMenu) -> None:
        menu.clear()
        for share in _ZOOMS:
            words = tr("common.percent", share=share)
            menu.addAction(words, partial(self._view.set_zoom, share / 100))
        fit = hub().action("view.fit")
        if fit is not None:
            menu.addAction(fit)

    def _show_zoom(self) -> None:
        share = tr("common.percent", share=round(self._view.zoom * 100))
        self.zoom.setText(share)
        self.zoom.setAccessibleName(tr("canvas.zoom", share=share))
