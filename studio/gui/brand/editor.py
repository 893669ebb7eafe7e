"""A brand kit edited: names, colours with their contrasts, faces, logos; the card beside shows it at once.

A bundled kit is never changed: what is saved is a copy, a kit of one's own.
"""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from studio.base.errors import StudioError
from studio.gui.brand.card import BrandCard
from studio.gui.brand.face_rows import FaceRows
from studio.gui.brand.parts import MEDIA_SUFFIXES, LogoPicture, stack_on_small_screens
from studio.gui.brand.role_row import RoleRow
from studio.gui.bridge import bridge
from studio.gui.dialogs.error_words import words_of_error
from studio.gui.dialogs.frame import StudioDialog
from studio.gui.dialogs.parts import Words, button, icon_button, name_button
from studio.gui.i18n import LANGUAGES, WindowLanguage, localized, tr, translator
from studio.gui.theme.theme import px
from studio.gui.widgets.number_field import NumberField
from studio.model.brand import BrandKit, Logo, Look, Palette, TypePair
from studio.model.document import ROLES
from studio.services.brand_palette import shortcomings
from studio.services.brands import Brand, add_font, add_logo, free_brand_id, save_brand

_REST_MS = 150


class BrandEditor(StudioDialog):
    """Says `saved` with the kit as it was written.

    brand: what is edited; None for a film's own look.  role: which colour has the keyboard at first.
    """

    saved = Signal(object)

    def __init__(
        self, brand: Brand | None, look: Look, role: str | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(760, parent)
        self._brand = brand
        self._own = brand is not None and brand.is_own
        self.kit = (
            brand.kit if brand is not None else BrandKit(id="own", name={"ar": "", "en": ""}, look=look)
        )
        if brand is None:
            self.kit = self.kit.model_copy(update={"look": look.model_copy(update={"logos": ()})})
        self._palette, self._type = self.kit.look.palette, self.kit.look.type
        self._logos = list(self.kit.look.logos)
        self._told = Words("muted", wrap=True)
        self._error = Words("error", wrap=True)
        self._error.setVisible(False)
        self.names = {language: QLineEdit() for language in LANGUAGES}
        self._name_labels = {language: Words("muted") for language in self.names}
        self.roles = {one: RoleRow(one) for one in ROLES}
        self._headings = {key: Words("lead") for key in ("colors", "faces", "logos")}
        self.faces = FaceRows(self._type, () if brand is None else brand.fonts)
        self.card = BrandCard()
        self._warning = Words("warn", wrap=True)
        self._logo_column = QVBoxLayout()
        self.logo_button = button(self._choose_logo, icon="photo-plus")
        self.font_button = button(self._choose_font, icon="upload")
        self.save_button = button(self.save, "primary")
        self.cancel_button = button(self.reject)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_REST_MS)
        self._later.timeout.connect(self._paint)
        self._build()
        for language, field in self.names.items():
            field.setText(self.kit.name.get(language, "") if self._own else self._copied_name(language))
        self.ready()
        self._follow()
        self._paint()
        if role in self.roles:
            self.roles[role].hex.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copied_name(self, language: WindowLanguage) -> str:
        name = self.kit.name.get(language, "") or localized(self.kit.name)
        copied = translator().words("brand.copy" if name else "brand.new_name", language=language)
        return f"{name} {copied}".strip()

    def _build(self) -> None:
        names = self._names = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for language, field in self.names.items():
            named = QVBoxLayout()
            named.addWidget(self._name_labels[language])
            named.addWidget(field)
            names.addLayout(named)
            self._name_labels[language].setBuddy(field)
            field.textChanged.connect(lambda _: self._follow())
            right = language == "ar"
            field.setLayoutDirection(
                Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
            )
        self.body.addWidget(self._told)
        self.body.addLayout(names)
        columns = self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        columns.setSpacing(px(24))
        left = QVBoxLayout()
        left.setSpacing(px(8))
        left.addWidget(self._headings["colors"])
        for row in self.roles.values():
            row.show_palette(self._palette)
            row.changed.connect(self._recolor)
            left.addWidget(row)
        left.addWidget(self._warning)
        left.addStretch(1)
        right_side = QVBoxLayout()
        right_side.setSpacing(px(8))
        right_side.addWidget(self.card)
        right_side.addWidget(self._headings["faces"])
        right_side.addWidget(self.faces)
        right_side.addWidget(self.font_button, 0, Qt.AlignmentFlag.AlignLeading)
        right_side.addWidget(self._headings["logos"])
        right_side.addLayout(self._logo_column)
        right_side.addWidget(self.logo_button, 0, Qt.AlignmentFlag.AlignLeading)
        right_side.addStretch(1)
        columns.addLayout(left, 1)
        columns.addLayout(right_side, 1)
        self.body.addLayout(columns)
        self.body.addWidget(self._error)
        self.faces.changed.connect(self._retype)
        self.foot.addStretch(1)
        self.foot.addWidget(self.cancel_button)
        self.foot.addWidget(self.save_button)
        self._show_logos()

    def rescale(self) -> None:
        super().rescale()
        stack_on_small_screens(self, self._columns, self._names)

    def retranslate(self) -> None:
        self.set_title(tr("brand.edit_title"))
        self._told.setText(tr("brand.copy_told"))
        self._told.setVisible(not self._own)
        for language, label in self._name_labels.items():
            label.setText(tr(f"brand.name_{language}"))
            self.names[language].setAccessibleName(label.text())
        for key, heading in self._headings.items():
            heading.setText(tr(f"brand.{key}"))
        self.logo_button.setText(tr("brand.add_logo"))
        self.font_button.setText(tr("brand.add_font"))
        for one in (self.logo_button, self.font_button):
            one.setEnabled(self._own)
            one.setToolTip("" if self._own else tr("brand.save_first"))
        self.save_button.setText(tr("brand.save"))
        self.cancel_button.setText(tr("common.cancel"))
        self._follow()

    # changing

    def _recolor(self, role: str, value: str) -> None:
        field = role.replace("-", "_")
        data = self._palette.model_dump() | {field: value}
        self._palette = Palette.model_validate(data)
        for row in self.roles.values():
            row.show_palette(self._palette)
        self._follow()

    def _retype(self, pair: object) -> None:
        if isinstance(pair, TypePair):
            self._type = pair
            self._follow()

    def _look(self) -> Look:
        return Look(palette=self._palette, type=self._type, logos=tuple(self._logos))

    def _follow(self) -> None:
        """What is said about the kit as it stands, and the card a moment later."""
        found = shortcomings(self._palette)
        alike = [one for one in found if one.kind == "alike"]
        self._warning.setText(
            "\n".join(
                tr("brand.alike", first=tr(f"color.{one.first}"), second=tr(f"color.{one.second}"))
                for one in alike
            )
        )
        self._warning.setVisible(bool(alike))
        self.save_button.setEnabled(any(one.text().strip() for one in self.names.values()))
        self._later.start()

    def _paint(self) -> None:
        files = {}
        if self._brand is not None:
            for logo in self._logos:
                file = self._brand.logo_file(logo)
                if file is not None:
                    files[logo.media] = file
        fonts = () if self._brand is None else self._brand.fonts
        self.card.show_look(self._look(), translator().language, files, fonts)

    def _show_logos(self) -> None:
        while (item := self._logo_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for index, logo in enumerate(self._logos):
            self._logo_column.addWidget(self._logo_row(index, logo))

    def _logo_row(self, index: int, logo: Logo) -> QWidget:
        file = None if self._brand is None else self._brand.logo_file(logo)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        picture = LogoPicture(file, self._palette.bg, logo.clear_space)
        label = Words("muted", wrap=True)
        label.setText(tr("brand.clear_space"))
        space = NumberField(logo.clear_space * 100, minimum=0, maximum=100, decimals=0, unit="%")
        space.setAccessibleName(tr("brand.clear_space"))
        space.setMaximumWidth(px(96))

        def change(value: float) -> None:
            self._logos[index] = self._logos[index].model_copy(update={"clear_space": value / 100})
            picture.set_clear_space(value / 100)

        space.value_changed.connect(change)
        gone = icon_button(lambda: self._remove_logo(index), "trash", "tool")
        name_button(gone, tr("brand.remove_logo"))
        for widget in (picture, label, space, gone):
            row.addWidget(widget)
        return holder

    def _remove_logo(self, index: int) -> None:
        del self._logos[index]
        self._show_logos()
        self._follow()

    def _choose_logo(self) -> None:
        kinds = " ".join(f"*{one}" for one in sorted(MEDIA_SUFFIXES))
        name, _ = QFileDialog.getOpenFileName(self, tr("brand.add_logo"), "", kinds)
        if name:
            self.take_logo(Path(name))

    def take_logo(self, file: Path) -> None:
        """Adds a picture to the kit's logos."""
        brand = self._brand
        if brand is None:
            return
        try:
            self._brand = add_logo(brand, file)
        except StudioError as error:
            self._refuse(error)
            return
        self._logos.append(self._brand.kit.look.logos[-1])
        self._error.setVisible(False)
        self._show_logos()
        self._follow()

    def _choose_font(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, tr("brand.add_font"), "", "*.ttf *.otf *.ttc")
        if name:
            self.take_font(Path(name))

    def take_font(self, file: Path) -> None:
        """Adds a font of one's own to those that the faces may be set in."""
        if self._brand is None:
            return
        try:
            self._brand, family = add_font(self._brand, file)
        except StudioError as error:
            self._refuse(error)
            return
        self._error.setVisible(False)
        self.faces.add_family(family)

    def _refuse(self, error: StudioError) -> None:
        self._error.setText(" ".join(words_of_error(error)))
        self._error.setVisible(True)
        self.save_button.setEnabled(True)

    def save(self) -> None:
        """Writes the kit and closes; a failure is told, and the dialog stays."""
        names = {language: field.text().strip() for language, field in self.names.items()}
        fallback = next((name for name in names.values() if name), "")
        if not fallback:
            return
        kit = BrandKit(
            id=self.kit.id if self._own else free_brand_id(self.kit.id),
            name={language: name or fallback for language, name in names.items()},
            note=self.kit.note if self._own else {},
            look=self._look(),
        )
        beside = None if self._brand is None else self._brand.folder
        self.save_button.setEnabled(False)
        bridge().run(
            lambda _job: save_brand(kit, beside=beside),
            self._written,
            failed=self._refuse,
            lane="files",
            owner=self,
        )

    def _written(self, brand: Brand) -> None:
        self.saved.emit(brand)
        self.accept()
