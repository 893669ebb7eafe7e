"""The settings dialog: language, look, digits, motion, keys, speed, safety, folders; applied at once."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.gui.brand.shelf import brands
from studio.gui.dialogs.frame import StudioDialog
from studio.gui.dialogs.parts import button
from studio.gui.i18n import localized, tr
from studio.gui.settings.caption_limits import LimitsRow
from studio.gui.settings.keys_row import KeysRow
from studio.gui.settings.rows import (
    Change,
    ChoiceRow,
    FolderRow,
    ListRow,
    NumberRow,
    Options,
    Row,
    Section,
    percent,
)
from studio.services.render_workers import choose_count
from studio.services.settings import SettingsStore

SCALES = (1.0, 1.25, 1.5, 1.75, 2.0)


class SettingsDialog(StudioDialog):
    """Every change is stored when it is made, and whoever listens to the store puts it in force; there is
    nothing to confirm.

    store: the program's settings, `Preferences.store`.
    """

    def __init__(self, store: SettingsStore, parent: QWidget | None = None) -> None:
        super().__init__(680, parent)
        self._store = store
        self._rows: dict[str, Row] = {}
        self.sections = (
            Section("looks", self._look_rows()),
            Section("speed", self._speed_rows()),
            Section("captions", [self._add("caption_limits", LimitsRow(store))]),
            Section("safety", self._safety_rows()),
            Section("folders", self._folder_rows()),
        )
        for section in self.sections:
            self.body.addWidget(section)
        self.body.addStretch(1)
        self.close_button = button(self.accept, "primary")
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        self.ready()
        self._show_all()

    def row(self, name: str) -> Row:
        """The row of a field of `Settings`.  Raises KeyError."""
        return self._rows[name]

    def _look_rows(self) -> list[Row]:
        return [
            self._add(
                "language",
                ChoiceRow("language", _named("language", "auto", "ar", "en"), self._to("language")),
            ),
            self._add(
                "digits", ChoiceRow("digits", _named("digits", "auto", "latn", "arab"), self._to("digits"))
            ),
            self._add(
                "scheme",
                ChoiceRow(
                    "scheme", _named("scheme", "system", "dark", "light", "high-contrast"), self._to("scheme")
                ),
            ),
            self._add(
                "scale",
                ListRow("scale", lambda: [(one, percent(one)) for one in SCALES], self._to("scale")),
            ),
            self._add(
                "reduced_motion",
                ChoiceRow("motion", _named("motion", "system", "on", "off"), self._to("reduced_motion")),
            ),
            self._add("keys", KeysRow(self._store, self)),
        ]

    def _speed_rows(self) -> list[Row]:
        return [
            self._add(
                "preview",
                ChoiceRow(
                    "preview",
                    _named("preview", "auto", "draft", "full"),
                    self._to("preview"),
                    hint=True,
                ),
            ),
            self._add(
                "light_copies",
                ChoiceRow("light_copies", _on_off("light_copies"), self._to("light_copies"), hint=True),
            ),
            self._add("workers", ListRow("workers", _worker_options, self._to("workers"), hint=True)),
        ]

    def _safety_rows(self) -> list[Row]:
        return [
            self._add(
                "autosave_seconds",
                NumberRow("autosave", 1, 600, self._to("autosave_seconds"), "settings.seconds", hint=True),
            ),
        ]

    def _folder_rows(self) -> list[Row]:
        place = QStandardPaths.StandardLocation
        folders = (
            ("projects_folder", place.DocumentsLocation),
            ("exports_folder", place.MoviesLocation),
            ("media_folder", place.PicturesLocation),
        )
        own = ("dictionaries_folder", "speech_model")
        rows: list[Row] = [
            self._add(
                name,
                FolderRow(name, QStandardPaths.writableLocation(usual), self._chooser(name), self._to(name)),
            )
            for name, usual in folders
        ]
        for name in own:
            usual = tr("settings.dictionaries_usual") if name == "dictionaries_folder" else ""
            rows.append(self._add(name, FolderRow(name, usual, self._chooser(name), self._to(name))))
        opens = ChoiceRow("open_folder", _yes_no, self._to("open_folder"))
        rows.append(self._add("open_folder", opens))
        rows.append(self._add("brand", ListRow("brand", _brand_options, self._to("brand"))))
        lock = ChoiceRow("brand_lock", _on_off("brand_lock"), self._to("brand_lock"), hint=True)
        rows.append(self._add("brand_lock", lock))
        return rows

    def _add(self, name: str, row: Row) -> Row:
        self._rows[name] = row
        return row

    def _to(self, name: str) -> Change:
        """Stores a field of the settings, which puts it in force."""

        def change(value: object) -> None:
            if getattr(self._store.value, name) == value:
                return
            self._store.change(**{name: value})
            self._show_all()

        return change

    def _chooser(self, name: str) -> Callable[[], None]:
        def choose() -> None:
            now = str(getattr(self._store.value, name)) or str(Path.home())
            chosen = QFileDialog.getExistingDirectory(self, tr("export.choose_folder"), now)
            if chosen:
                self._to(name)(chosen)

        return choose

    def _show_all(self) -> None:
        for name, row in self._rows.items():
            row.show_value(getattr(self._store.value, name))

    def rescale(self) -> None:
        super().rescale()
        for section in self.sections:
            section.rescale()

    def retranslate(self) -> None:
        self.set_title(tr("settings.title"))
        for section in self.sections:
            section.retranslate()
        self.close_button.setText(tr("common.close"))
        self._show_all()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()  # it finishes what is typed; Esc or Close ends the dialog
            return
        super().keyPressEvent(event)


def _named(kind: str, *values: str) -> Options:
    """Values whose words are `settings.kind_value`."""
    return lambda: [(value, tr(f"settings.{kind}_{value.replace('-', '_')}")) for value in values]


def _yes_no() -> list[tuple[object, str]]:
    return [(True, tr("settings.open_folder_on")), (False, tr("settings.open_folder_off"))]


def _on_off(kind: str) -> Options:
    return lambda: [(True, tr(f"settings.{kind}_on")), (False, tr(f"settings.{kind}_off"))]


def _worker_options() -> list[tuple[object, str]]:
    most = choose_count(64)
    auto = (0, tr("settings.workers_auto", count=choose_count()))
    return [auto, *((count, tr("settings.workers_some", count=count)) for count in range(1, most + 1))]


def _brand_options() -> list[tuple[object, str]]:
    kits = [(brand.id, localized(brand.kit.name)) for brand in brands().all]
    return [("", tr("settings.brand_none")), *kits]
