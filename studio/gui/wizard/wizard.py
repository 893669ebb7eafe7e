"""The wizard: words, pictures, look; Back loses nothing, Skip takes samples; the film stands beside it."""

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.base.errors import StudioError
from studio.gui.brand.shelf import brands
from studio.gui.dialogs.parts import Words
from studio.gui.i18n import localized, on_language, tr, translator
from studio.gui.theme.icons import set_icon
from studio.gui.theme.style import set_look
from studio.gui.theme.theme import px
from studio.gui.widgets.segments import Segments
from studio.gui.wizard.draft import Draft, Path
from studio.gui.wizard.form import Form
from studio.gui.wizard.live import LivePicture
from studio.gui.wizard.look_page import LookPage
from studio.gui.wizard.mistakes import mistakes_in_words
from studio.model.template import Template


class Wizard(QWidget):
    """One template at a time; `finished` gives the draft that is to become a film."""

    finished = Signal(object)
    left = Signal()
    """Back from the first step."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._draft: Draft | None = None
        self._place: Path | None = None
        self.words: Form | None = None
        self.pictures: Form | None = None
        self.look: LookPage | None = None
        self.pages = QStackedWidget()
        self.live = LivePicture()
        self.live.failed.connect(self._tell)
        self.live.play_ended.connect(self._played)
        self.title = Words("title")
        self.error = Words("error", wrap=True)
        self.languages = Segments()
        self.languages.chosen.connect(lambda value: self._change(_in_language(self._require(), str(value))))
        self.play_button = QToolButton()
        self.play_button.setCheckable(True)
        set_look(self.play_button, "tool")
        set_icon(self.play_button, "player-play")
        self.play_button.clicked.connect(self._play)
        self.home_button = QToolButton()
        set_look(self.home_button, "tool")
        set_icon(self.home_button, "home")
        self.home_button.clicked.connect(self.left)
        self.back_button, self.skip_button, self.next_button = QPushButton(), QPushButton(), QPushButton()
        set_icon(self.back_button, "chevron-left", size=16)
        set_look(self.skip_button, "quiet")
        set_look(self.next_button, "primary")
        self.back_button.clicked.connect(self.back)
        self.skip_button.clicked.connect(self.skip)
        self.next_button.clicked.connect(self.next)
        self.steps = Segments()
        self.steps.chosen.connect(lambda value: self.go_to(int(str(value))))
        self._build()
        on_language(self, self.retranslate)

    def _build(self) -> None:
        top = QFrame()
        set_look(top, "bar")
        head = QHBoxLayout(top)
        head.setContentsMargins(px(16), px(8), px(16), px(8))
        head.setSpacing(px(16))
        head.addWidget(self.home_button)
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.steps)
        under = QHBoxLayout()
        under.setSpacing(px(8))
        under.addWidget(self.play_button)
        under.addStretch(1)
        under.addWidget(self.languages)
        beside = QVBoxLayout()
        beside.setSpacing(px(8))
        beside.addWidget(self.live, 1)
        beside.addLayout(under)
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.skip_button)
        foot.addWidget(self.next_button)
        left = QVBoxLayout()
        left.setSpacing(px(8))
        left.addWidget(self.pages, 1)
        left.addWidget(self.error)
        left.addLayout(foot)
        across = QHBoxLayout()
        across.setContentsMargins(px(24), px(16), px(24), px(16))
        across.setSpacing(px(24))
        across.addLayout(left, 3)
        across.addLayout(beside, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(top)
        column.addLayout(across, 1)

    @property
    def draft(self) -> Draft | None:
        """What has been filled in; None before a template was begun."""
        return self._draft

    def _require(self) -> Draft:
        if self._draft is None:
            raise RuntimeError("no template was begun")
        return self._draft

    def begin(self, template: Template, format: str, language: str, brand: str | None = None) -> None:
        """A new film of a template; words first.  brand: None for the template's own."""
        own = brand if brand and brand != template.brand and brands().find(brand) is not None else None
        self._draft = draft = Draft(template, format, language, brand=own)
        self._place = None
        while self.pages.count():
            page = self.pages.widget(0)
            if page is not None:
                self.pages.removeWidget(page)
                page.deleteLater()
        self.words = Form(draft, pictures=False)
        self.pictures = Form(draft, pictures=True) if draft.has_pictures else None
        self.look = LookPage(draft)
        for form in (self.words, self.pictures):
            if form is not None:
                form.edited.connect(self._edit)
                form.focused.connect(self._look_at)
                form.counted.connect(lambda name, count: self._change(self._require().with_rows(name, count)))
                form.removed.connect(lambda name, row: self._change(self._require().without_row(name, row)))
                self.pages.addWidget(form)
        self.look.changed.connect(self._change)
        self.pages.addWidget(self.look)
        self.go_to(0)
        self.retranslate()
        self.live.show_draft(draft, None)

    def close_draft(self) -> None:
        """The film was made, or is not wanted."""
        self.live.clear()

    def _names(self) -> list[str]:
        return ["wizard.words", *(["wizard.pictures_step"] if self.pictures else []), "wizard.look"]

    @property
    def step(self) -> int:
        """The step on screen, from 0."""
        return self.pages.currentIndex()

    def go_to(self, step: int) -> None:
        """Shows a step, and the film's own moment until a field is chosen."""
        self.pages.setCurrentIndex(step)
        self._place = None
        if self._draft is not None:
            page = self.pages.currentWidget()
            if isinstance(page, Form | LookPage):
                page.show_draft(self._draft)
            self.live.show_draft(self._draft, None)
        self.retranslate()
        page = self.pages.currentWidget()
        first = page.first() if isinstance(page, Form) else None
        if first is not None and self.isVisible():
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    def back(self) -> None:
        if self.step == 0:
            self.left.emit()
        else:
            self.go_to(self.step - 1)

    def next(self) -> None:
        if self.step < self.pages.count() - 1:
            self.go_to(self.step + 1)
        elif self._draft is not None and self.next_button.isEnabled():
            self.finished.emit(self._draft)

    def skip(self) -> None:
        """The samples stand for all that is not filled in."""
        if self._draft is not None:
            self.finished.emit(self._draft)

    def retranslate(self) -> None:
        names = self._names()
        self.steps.set_options(
            [(index, f"{translator().number(index + 1)}  {tr(key)}", "") for index, key in enumerate(names)]
        )
        self.steps.set_value(self.step)
        self.steps.setAccessibleName(tr("wizard.steps"))
        if self._draft is not None:
            self.title.setText(localized(self._draft.template.name))
        self.languages.set_options([("ar", tr("language.ar"), ""), ("en", tr("language.en"), "")])
        self.languages.set_value(self._draft.language if self._draft else None)
        self.languages.setAccessibleName(tr("start.film_language"))
        for button, key in ((self.play_button, "wizard.play"), (self.home_button, "wizard.home")):
            button.setToolTip(tr(key))
            button.setAccessibleName(tr(key))
        self.back_button.setText(tr("wizard.back"))
        self.skip_button.setText(tr("wizard.skip"))
        last = self.step == self.pages.count() - 1
        self.skip_button.setVisible(not last)
        still = self._draft is not None and self._draft.template.kind == "still"
        make = "wizard.make_still" if still else "wizard.make"
        self.next_button.setText(tr(make if last else "wizard.next"))

    def _edit(self, place: Path, value: object) -> None:
        self._place = place
        self._change(self._require().with_value(place, value))

    def _look_at(self, place: Path) -> None:
        if place != self._place and self._draft is not None:
            self._place = place
            self.live.show_draft(self._draft, place)

    def _change(self, draft: Draft) -> None:
        self._draft = draft
        page = self.pages.currentWidget()
        if isinstance(page, Form | LookPage):
            page.show_draft(draft)
        self.languages.set_value(draft.language)
        self.live.show_draft(draft, self._place)

    def _tell(self, error: StudioError | None) -> None:
        words = "" if error is None else mistakes_in_words(self._require(), error)
        self.error.setText(words)
        self.error.setVisible(bool(words))
        last = self.step == self.pages.count() - 1
        self.next_button.setEnabled(error is None or not last)

    def _play(self) -> None:
        if self.play_button.isChecked():
            self.live.play()
        else:
            self.live.stop()
        set_icon(self.play_button, "player-pause" if self.live.playing else "player-play")

    def _played(self) -> None:
        self.play_button.setChecked(False)
        set_icon(self.play_button, "player-play")


def _in_language(draft: Draft, language: str) -> Draft:
    return replace(draft, language=language)
