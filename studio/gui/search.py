"""Finding words as people type them: without harakat, alef and yeh in any writing, either language."""

import unicodedata

from studio.base.digits import to_digits

_FOLDED = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": ""}
)


def folded(text: str) -> str:
    """The text as it is compared: decomposed, without marks, small letters, plain Arabic letters, 0-9."""
    plain = unicodedata.normalize("NFKD", text.translate(_FOLDED)).casefold()
    plain = "".join(character for character in plain if unicodedata.category(character)[0] != "M")
    return " ".join(to_digits(plain, "latn").translate(_FOLDED).split())


def rank(query: str, *texts: str) -> int | None:
    """How well texts answer: 0 begin with the query, 1 a word does, 2 somewhere, 3 all its words; None: not.

    An empty query is answered by everything.
    """
    wanted = folded(query)
    found = [folded(text) for text in texts]
    if any(text.startswith(wanted) for text in found):
        return 0
    if any(f" {wanted}" in text for text in found):
        return 1
    if any(wanted in text for text in found):
        return 2
    if all(any(word in text for text in found) for word in wanted.split()):
        return 3
    return None
