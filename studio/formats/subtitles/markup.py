"""HTML-like tags and entities in the text of cues, as SRT files have them.

Only what is a tag by its name goes: `<3` and `a < b` are text.
"""

import html
import re

_NAMES = (
    "b|i|u|s|em|strong|font|span|c|v|lang|ruby|rt|br|p|div|small|big|center|strike|sub|sup|a|h[1-6]|ul|li"
)
TAG = re.compile(rf"</?(?:{_NAMES})(?:[\s.][^<>]*)?\s*/?>", re.IGNORECASE)
_BREAK = re.compile(r"\s*<br\s*/?>\s*", re.IGNORECASE)
_BRACES = re.compile(r"\{\\[a-zA-Z0-9][^{}]*\}|\{[yYcCsSfFoPH]:[^{}]*\}")
ENTITY = re.compile(
    r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}"
    r"|amp|lt|gt|quot|apos|nbsp|lrm|rlm|zwj|zwnj|shy|hellip|laquo|raquo|ldquo|rdquo|lsquo|rsquo|ndash|mdash);"
)
# What may begin one: also where it does not end, since escaping what stands in it could end it.
_MAY_BE_TAG = re.compile(rf"<(?=/?(?:{_NAMES})(?![A-Za-z0-9]))", re.IGNORECASE)
_MAY_BE_BRACES = re.compile(r"\{(?=\\|[yYcCsSfFoPH]:)")
_LINE_MARK = re.compile(r"(?m)^(?:&(?:lrm|rlm);)+")


def without_tags(text: str) -> str:
    """Text without tags and override blocks; `<br>` is a line break."""
    if "<" in text:
        text = TAG.sub("", _BREAK.sub("\n", text))
    if "{" in text:
        text = _BRACES.sub("", text)
    return text


def with_entities_read(text: str) -> str:
    """`&amp;` as `&` and so on, once.  A mark of direction that begins a line as an entity is a player's
    help, no part of the text."""
    if "&" not in text:
        return text
    return ENTITY.sub(lambda match: html.unescape(match.group()), _LINE_MARK.sub("", text))


def escaped(text: str) -> str:
    """Text in which nothing is taken for a tag or an entity when it is read again; all else stays."""
    if "&" in text:
        text = re.sub(rf"&(?={ENTITY.pattern[1:]})", "&amp;", text)
    if "<" in text:
        text = _MAY_BE_TAG.sub("&lt;", text)
    if "{" in text:
        text = _MAY_BE_BRACES.sub("&#123;", text)
    return text.replace("-->", "--&gt;")
