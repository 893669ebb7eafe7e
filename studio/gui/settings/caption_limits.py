"""Limits of captions by language: figures that the check of captions goes by, changed at once."""

from collections.abc import Iterable, Sequence

from PySide6.QtWidgets import QWidget

from studio.base.languages import primary_language
from studio.gui.captions.facts import language_name
from studio.gui.dialogs.frame import StudioDialog
from studio.gui.dialogs.parts import Words, button
from studio.gui.i18n import tr
from studio.gui.settings.rows import ButtonRow, Change, ChoiceRow, NumberRow, Section
from studio.model.caption_limits import CaptionLimits
from studio.services.captions.limits import LimitsTable, changed_limits, default_limits, with_limit
from studio.services.settings import Settings, SettingsStore

_LANGUAGES = ("ar", "en")


class LimitsDialog(StudioDialog):
    """Every change is stored when it is made, and whoever listens to the store goes by it.

    languages: of captions that are open: offered beside Arabic and English, the first one chosen.
    """

    def __init__(
        self, store: SettingsStore, languages: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(620, parent)
        self._store = store
        known = (*_LANGUAGES, *store.value.caption_limits, *map(primary_language, languages))
        self._languages = tuple(dict.fromkeys(known))
        self.note = Words("muted", wrap=True)
        self.language = ChoiceRow("limits_language", self._named, lambda _: self.show_all())
        self.language.field.set_options([(one, one, "") for one in self._languages])
        self.language.field.set_value(primary_language(languages[0]) if languages else self._languages[0])
        self.rows: dict[str, NumberRow] = {
            "speed": self._row("speed", 4, 60, "speed"),
            "hard_speed": self._row("hard_speed", 4, 60, "speed"),
            "line": self._row("line", 10, 120, "letters"),
            "lines": self._row("lines", 1, 4, ""),
            "shortest": self._row("shortest", 0.1, 60, "seconds", decimals=2),
            "longest": self._row("longest", 0.1, 60, "seconds", decimals=2),
            "gap_frames": self._row("gap_frames", 0, 12, "", hint=True),
        }
        self.section = Section("limits_figures", (self.language, *self.rows.values()))
        self.reset_button = button(self.reset, icon="rotate")
        self.close_button = button(self.accept, "primary")
        self.body.addWidget(self.note)
        self.body.addWidget(self.section)
        self.body.addStretch(1)
        self.foot.addWidget(self.reset_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.close_button)
        self.ready()
        self.show_all()

    def _row(
        self, name: str, least: float, most: float, unit: str, *, decimals: int = 0, hint: bool = False
    ) -> NumberRow:
        unit = f"settings.limit_unit_{unit}" if unit else ""
        row = NumberRow(f"limit_{name}", least, most, self._to(name), unit, hint=hint)
        row.field.decimals = decimals
        row.field.step = 0.1 if decimals else 1
        return row

    def _named(self) -> Sequence[tuple[object, str]]:
        return [(one, language_name(one)) for one in self._languages]

    @property
    def chosen(self) -> str:
        """The language whose limits are shown."""
        return str(self.language.field.value)

    @property
    def limits(self) -> CaptionLimits:
        return LimitsTable(self._store.value.caption_limits).of(self.chosen)

    def _to(self, name: str) -> Change:
        def change(value: object) -> None:
            assert isinstance(value, int | float)
            self._put(with_limit(self.limits, name, value))

        return change

    def reset(self) -> None:
        """The figures that the program comes with, of the language that is shown."""
        self._put(default_limits(self.chosen))

    def _put(self, limits: CaptionLimits) -> None:
        table = changed_limits(self._store.value.caption_limits, self.chosen, limits)
        self._store.change(caption_limits=table)
        self.show_all()

    def show_all(self) -> None:
        limits = self.limits
        for name, row in self.rows.items():
            row.show_value(getattr(limits, name))
        self.reset_button.setEnabled(limits != default_limits(self.chosen))

    def rescale(self) -> None:
        super().rescale()
        self.section.rescale()

    def retranslate(self) -> None:
        self.set_title(tr("settings.limits_title"))
        self.note.setText(tr("settings.limits_note"))
        self.section.retranslate()
        self.reset_button.setText(tr("settings.limits_reset"))
        self.close_button.setText(tr("common.close"))
        self.show_all()


class LimitsRow(ButtonRow):
    """In the settings: opens the dialog; says for which languages limits were changed."""

    def __init__(self, store: SettingsStore) -> None:
        super().__init__("limits_title", self.open)
        self._store = store

    def open(self) -> None:
        dialog = LimitsDialog(self._store, (), self.window())
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(lambda _: self.show_value(None))
        dialog.open()

    def retranslate(self) -> None:
        super().retranslate()
        self.show_value(None)

    def show_value(self, value: object) -> None:
        self.say(_changed_names(self._store.value))


def _changed_names(settings: Settings) -> str:
    names: Iterable[str] = map(language_name, settings.caption_limits)
    said = tr("unit.joint").join(names)
    return tr("settings.limits_changed", languages=said) if said else tr("settings.limits_usual")
