"""A brand kit out of a logo: the picture, a name, and at once what would come of it, dark and light."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QLineEdit, QVBoxLayout, QWidget

from studio.base.errors import StudioError
from studio.gui.brand.card import BrandCard
from studio.gui.brand.parts import MEDIA_SUFFIXES, stack_on_small_screens
from studio.gui.bridge import bridge
from studio.gui.dialogs.error_words import words_of_error
from studio.gui.dialogs.frame import StudioDialog
from studio.gui.dialogs.parts import Words, button
from studio.gui.i18n import tr
from studio.gui.pictures import image_of
from studio.gui.theme.theme import px
from studio.gui.widgets.drop_tile import DropTile
from studio.gui.widgets.segments import Segments
from studio.media.images import load_image
from studio.model.brand import Look, Palette
from studio.services.brand_palette import SCHEMES, Scheme, palette_of
from studio.services.brands import Brand, make_from_logo
from studio.services.logo_colors import logo_colors


class FromLogo(StudioDialog):
    """Says `made` with the kits, the dark one first."""

    made = Signal(object)

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(640, parent)
        self._language = language
        self._logo: Path | None = None
        self._both: tuple[Palette, Palette] | None = None
        self.tile = DropTile(MEDIA_SUFFIXES, (200, 128))
        self.tile.dropped.connect(self.take)
        self.tile.clicked.connect(self._choose)
        self.name = QLineEdit()
        self.name.textChanged.connect(lambda _: self._enable())
        self._name_label = Words("muted")
        self._name_label.setBuddy(self.name)
        self.schemes = Segments()
        self._told = Words("muted", wrap=True)
        self.cards = {scheme: BrandCard() for scheme in SCHEMES}
        fields = QVBoxLayout()
        fields.addWidget(self._name_label)
        fields.addWidget(self.name)
        fields.addWidget(self.schemes, 0, Qt.AlignmentFlag.AlignLeading)
        fields.addStretch(1)
        top = self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        top.setSpacing(px(16))
        top.addWidget(self.tile)
        top.addLayout(fields, 1)
        shown = self._shown = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        shown.setSpacing(px(16))
        for card in self.cards.values():
            shown.addWidget(card, 1)
        self.body.addLayout(top)
        self.body.addWidget(self._told)
        self.body.addLayout(shown)
        self.make_button = button(self.make, "primary")
        self.cancel_button = button(self.reject)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.make_button)
        self.schemes.chosen.connect(lambda _: self._enable())
        self.ready()
        self.schemes.set_value("both")
        self._enable()

    def rescale(self) -> None:
        super().rescale()
        stack_on_small_screens(self, self._top, self._shown)

    def retranslate(self) -> None:
        self.set_title(tr("brand.from_logo"))
        self.tile.setText(tr("brand.drop_logo"))
        self.tile.setAccessibleName(tr("brand.drop_logo"))
        self._name_label.setText(tr("brand.name"))
        self.name.setAccessibleName(tr("brand.name"))
        self.schemes.set_options(
            [("both", tr("brand.both"), ""), *((one, tr(f"brand.{one}"), "") for one in SCHEMES)]
        )
        self.schemes.setAccessibleName(tr("brand.scheme"))
        self.make_button.setText(tr("brand.make"))
        self.cancel_button.setText(tr("common.cancel"))
        if self._logo is None:
            self._told.setText(tr("brand.logo_hint"))

    def _choose(self) -> None:
        kinds = " ".join(f"*{one}" for one in sorted(MEDIA_SUFFIXES))
        name, _ = QFileDialog.getOpenFileName(self, tr("brand.drop_logo"), "", kinds)
        if name:
            self.take(Path(name))

    def take(self, file: Path) -> None:
        """Shows what would come of a picture; one that cannot be used is told."""

        def work() -> tuple[QImage, tuple[Palette, Palette]]:
            picture = image_of(load_image(file, (400, 256)).pixels)
            found = logo_colors(file)
            dark, light = (palette_of(found, scheme) for scheme in SCHEMES)
            return picture, (dark, light)

        bridge().run(
            lambda _job: work(),
            lambda shown: self._show(file, *shown),
            failed=self._refuse,
            key="logo",
            lane="files",
            owner=self,
        )

    def _show(self, file: Path, picture: QImage, both: tuple[Palette, Palette]) -> None:
        self._logo, self._both = file, both
        self.tile.set_picture(QPixmap.fromImage(picture))
        if not self.name.text().strip():
            self.name.setText(file.stem.replace("_", " ").replace("-", " "))
            self.name.selectAll()
        self._told.setText(tr("brand.logo_found"))
        for scheme, palette in zip(SCHEMES, both, strict=True):
            self.cards[scheme].show_look(Look(palette=palette), self._language)
        self._enable()

    def _refuse(self, error: StudioError) -> None:
        self._told.setText(" ".join(words_of_error(error)))

    def _enable(self) -> None:
        wanted = self._wanted()
        for scheme, card in self.cards.items():
            card.setVisible(self._both is not None and scheme in wanted)
        if self.isVisible():
            QTimer.singleShot(0, self, self.fit)
        self.make_button.setEnabled(self._logo is not None and bool(self.name.text().strip()))

    def _wanted(self) -> list[Scheme]:
        value = self.schemes.value
        return [one for one in SCHEMES if value in (one, "both", None)]

    def make(self) -> None:
        """Makes the kits and closes; a failure is told, and the dialog stays."""
        logo, name = self._logo, self.name.text().strip()
        if logo is None or not name:
            return
        schemes = self._wanted()
        self.make_button.setEnabled(False)
        bridge().run(
            lambda _job: make_from_logo(name, logo, schemes),
            self._done,
            failed=self._not_made,
            lane="files",
            owner=self,
        )

    def _done(self, made: tuple[Brand, ...]) -> None:
        self.made.emit(made)
        self.accept()

    def _not_made(self, error: StudioError) -> None:
        self._refuse(error)
        self._enable()
