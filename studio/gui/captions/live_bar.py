"""One line below the list: how the cue that is chosen or written reads."""

from PySide6.QtWidgets import QFrame, QHBoxLayout

from studio.gui.captions.desk import CueDesk
from studio.gui.captions.facts import CueFacts, facts_of, limits_of, pace_role
from studio.gui.captions.table_model import Column
from studio.gui.dialogs.parts import Words
from studio.gui.i18n import on_language, tr, translator
from studio.gui.theme.style import repolish, set_look
from studio.gui.theme.theme import px
from studio.model.caption_limits import CaptionLimits
from studio.text.caption_breaks import BreakPenalty
from studio.text.caption_lines import break_penalties

_BAD_BREAK = BreakPenalty.WITHIN_NOUN_PHRASE


class LiveBar(QFrame):
    """Characters of each line, characters a second, balance; while it is typed, of what is typed."""

    def __init__(self, desk: CueDesk) -> None:
        super().__init__()
        set_look(self, "panel")
        self._desk = desk
        self._typed: tuple[int, Column, str] | None = None
        self.lines, self.pace, self.hint = Words("small"), Words("small"), Words("small", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(8), px(4), px(8), px(4))
        row.setSpacing(px(16))
        row.addWidget(self.lines)
        row.addWidget(self.pace)
        row.addWidget(self.hint, 1)
        desk.chosen_changed.connect(self.refresh)
        desk.rows_changed.connect(self.refresh)
        on_language(self, self.refresh)

    def show_typed(self, typed: object) -> None:
        """Row, column and text of what is written; None: the document's."""
        self._typed = typed if isinstance(typed, tuple) else None
        self.refresh()

    def refresh(self) -> None:
        desk, typed = self._desk, self._typed
        row = typed[0] if typed is not None else desk.current
        if not 0 <= row < len(desk.rows):
            count = len(desk.rows)
            self.lines.setText(tr("cues.count", count=count) if count else "")
            self.pace.setText("")
            self.hint.setText("")
            return
        second = typed is not None and typed[1] == Column.SECOND
        language = desk.second_language if second else desk.language
        cue = desk.rows[row].cue
        text = typed[2] if typed is not None else cue.text
        facts = facts_of(cue, text)
        limits = limits_of(language)
        most = limits.line
        numbers = translator().number
        lengths = " + ".join(numbers(length) for length in facts.lines) or numbers(0)
        too_long = any(length > most for length in facts.lines) or len(facts.lines) > limits.lines
        said = tr("cues.lines", lengths=f"\u2066{lengths}\u2069", most=most)
        self._show(self.lines, said, "warn" if too_long else "")
        role = pace_role(facts.pace, language)
        self._show(self.pace, tr("cues.reads", pace=round(facts.pace, 1)), "" if role == "text" else role)
        self._show(self.hint, *self._hint(facts, text, limits))

    def _hint(self, facts: CueFacts, text: str, limits: CaptionLimits) -> tuple[str, str]:
        """The one thing that matters most."""
        if len(facts.lines) > limits.lines:
            return tr("cues.many-lines"), "warn"
        if any(length > limits.line for length in facts.lines):
            return tr("cues.long-line"), "warn"
        if any(penalty >= _BAD_BREAK for penalty in break_penalties(text)):
            return tr("cues.bad-break"), "warn"
        if not facts.balanced:
            return tr("cues.unbalanced"), "warn"
        return (tr("cues.balanced"), "ok") if len(facts.lines) == 2 else ("", "")

    @staticmethod
    def _show(label: Words, words: str, look: str) -> None:
        label.setText(words)
        wanted = look or "small"
        if label.property("look") != wanted:
            set_look(label, wanted)
            repolish(label)
