"""Typing into a text: a text with a selection, and what keys make of it.  Pure values.

Backspace takes one code point of a letter with marks (its last mark) and whole clusters otherwise; Delete
takes a whole cluster: a mark that was typed by mistake can be taken back alone.
"""

import unicodedata
from bisect import bisect_left, bisect_right

from msgspec import Struct
from msgspec.structs import replace

from studio.text.graphemes import grapheme_boundaries


class TextEdit(Struct, frozen=True):
    """A text, where the selection was begun and where the caret is: code points."""

    text: str
    anchor: int = 0
    caret: int = 0

    @property
    def start(self) -> int:
        return min(self.anchor, self.caret)

    @property
    def end(self) -> int:
        return max(self.anchor, self.caret)

    @property
    def has_selection(self) -> bool:
        return self.anchor != self.caret

    @property
    def selected(self) -> str:
        return self.text[self.start : self.end]

    def inserted(self, words: str) -> "TextEdit":
        """The words in place of the selection, the caret behind them."""
        text = self.text[: self.start] + words + self.text[self.end :]
        at = self.start + len(words)
        return TextEdit(text, at, at)

    def backspaced(self) -> "TextEdit":
        """Without the selection, else without what was typed last before the caret."""
        if self.has_selection:
            return self.inserted("")
        if not self.caret:
            return self
        bounds = grapheme_boundaries(self.text)
        start = bounds[max(0, bisect_left(bounds, self.caret) - 1)]
        if unicodedata.combining(self.text[self.caret - 1]):
            start = self.caret - 1
        return replace(self, anchor=start).inserted("")

    def deleted(self) -> "TextEdit":
        """Without the selection, else without the cluster after the caret."""
        if self.has_selection:
            return self.inserted("")
        bounds = grapheme_boundaries(self.text)
        after = bisect_right(bounds, self.caret)
        if after >= len(bounds):
            return self
        return replace(self, anchor=bounds[after]).inserted("")

    def moved(self, index: int, *, keep: bool = False) -> "TextEdit":
        """The caret elsewhere.  keep: the selection reaches from where it was begun to there."""
        index = max(0, min(index, len(self.text)))
        return replace(self, caret=index, anchor=self.anchor if keep else index)

    def all(self) -> "TextEdit":
        """Everything selected."""
        return replace(self, anchor=0, caret=len(self.text))
