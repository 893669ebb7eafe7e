"""Punctuation that was moved to a line's other end, so that players without right-to-left support show it in
its place: `.مرحبا بكم` for `مرحبا بكم.`, `مرحبا -` for `- مرحبا`.

Only what is all but sure is taken for it: a single mark before an Arabic letter, in a line that ends without
one.  It is told, and mended only when asked for.
"""

import re

_ARABIC = "\u0621-\u064a\u066e-\u06d3"
_STARTS = re.compile(rf"(?P<mark>[.،؛:!؟?]|!؟|؟!|\.\.\.)(?P<rest>[{_ARABIC}].*[{_ARABIC}\u064b-\u0652])")
_ENDS_WITH_DASH = re.compile(rf"(?P<rest>[{_ARABIC}].*[{_ARABIC}\u064b-\u0652.،!؟]) ?(?P<mark>[-–—])")


def moved_punctuation(text: str) -> str:
    """The text with its marks where they belong; the same text where nothing is sure.

    A dash at the end counts only where each of two lines or more has one (a dialogue).  `...` at the start
    stays: it says that a sentence goes on.
    """
    if text.isascii():
        return text
    lines = text.split("\n")
    dialogue = len(lines) > 1 and all(_ENDS_WITH_DASH.fullmatch(line) for line in lines)
    return "\n".join(_mended(line, dialogue) for line in lines)


def _mended(line: str, dialogue: bool) -> str:
    start = _STARTS.fullmatch(line)
    if start is not None and start["mark"] != "...":
        return start["rest"] + start["mark"]
    end = _ENDS_WITH_DASH.fullmatch(line)
    if end is not None and dialogue:
        return f"{end['mark']} {end['rest']}"
    return line
