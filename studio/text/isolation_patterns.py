"""What phone numbers, addresses, @names, #tags and compound numbers look like. Used by `isolation` alone."""

import re

HANDLE_OR_TAG = "tag"
_ADDRESS = "address"
_NUMBER = "number"

_DIGIT = "[0-9٠-٩۰-۹]"
_CURRENCY = "[$€£¥₪₺₹]"
_SPACE = "[ \u00a0\u202f]"
_DASH = "[-\u2010-\u2015\u2212]"
_MARK = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u200c\u200d"  # harakat, joiners: no \w, yet in words
_HOST = r"(?:[A-Za-z0-9-]++\.)+[A-Za-z]{2,}"
_URL_BODY = r'[^\s<>"«»“”]+'

_ADDRESSES = (
    rf"(?<![A-Za-z0-9])(?:(?:https?|ftp)://|www\.){_URL_BODY}"
    rf"|(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]++@(?:[A-Za-z0-9-]+\.)+[A-Za-z0-9-]+"
    rf"|(?<![A-Za-z0-9@.#_-]){_HOST}(?![A-Za-z0-9_])(?::[0-9]+)?(?:/{_URL_BODY}|/)?"
)
_TAGS = rf"(?<![A-Za-z0-9_&])[#＃][\w{_MARK}]+|(?<![A-Za-z0-9._%+-])@[\w{_MARK}]+(?:\.[\w{_MARK}]+)*"
# A leading +, 0 or (0 tells a phone number from a row of numbers; seven digits or more, in groups.
_PHONES = (
    rf"(?<![A-Za-z0-9_٠-٩۰-۹])(?=\(?\+?[0٠۰]|\(?\+{_DIGIT})(?=(?:[+(). \u00a0\u202f-]{{0,2}}{_DIGIT}){{7}})"
    rf"(?:\(\+?{_DIGIT}++\)|\+?{_DIGIT}++)(?:(?:{_SPACE}|[.-])?(?:\({_DIGIT}++\)|{_DIGIT}++))*+"
)
_DIALLED_CODES = r"\*[0-9]{1,20}+(?:\*[0-9]{1,20}+){0,9}+#"  # bounded: *1*1*1… is no code
_AMOUNT = (
    rf"(?:{_CURRENCY}(?=[0-9]))?{_DIGIT}++(?:[.,:٫٬/]{_DIGIT}++)*+[A-Za-z]*+"
    rf"(?:(?<=[0-9])(?:{_CURRENCY}|{_SPACE}?[%‰](?!{_DIGIT})))?"
)
_NUMBERS = (
    rf"(?<![A-Za-z0-9_٠-٩۰-۹])(?<![A-Za-z0-9٠-٩۰-۹][-./:,])"
    rf"(?:[-+±\u2212](?={_DIGIT}|{_CURRENCY}))?{_AMOUNT}(?:{_DASH}{_AMOUNT})*"
)

SPAN = re.compile(
    rf"(?P<{_ADDRESS}>{_ADDRESSES})|(?P<{HANDLE_OR_TAG}>{_TAGS})"
    rf"|(?P<phone>{_PHONES}|{_DIALLED_CODES})|(?P<{_NUMBER}>{_NUMBERS})"
)
"""Finds every span, and plain numbers with them; `lastgroup` tells which kind."""

ARABIC_NUMBER = re.compile("[٠-٩]+(?:[.,:٫٬/][٠-٩]+)*")
"""A number in the digits of class AN, which UAX #9 keeps in order by itself."""

_PLAIN_NUMBER = re.compile(r"[\w.,:٫٬]*")
_SENTENCE_PUNCTUATION = ".,;:!?'…،؛؟"


def holds_only_a_plain_number(match: re.Match[str]) -> bool:
    """Whether the span is a number that UAX #9 keeps in order by itself: 1,234.5 or 10:30 or 4K."""
    return match.lastgroup == _NUMBER and _PLAIN_NUMBER.fullmatch(match.group()) is not None


def trim_address(match: re.Match[str]) -> str:
    """The span without the punctuation of the sentence around it: a final stop, an unopened bracket."""
    found = match.group()
    if match.lastgroup != _ADDRESS:
        return found
    while found:
        unopened = found[-1] == ")" and found.count("(") < found.count(")")
        if not unopened and found[-1] not in _SENTENCE_PUNCTUATION:
            break
        found = found[:-1]
    return found
