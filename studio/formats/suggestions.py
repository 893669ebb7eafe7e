"""Did you mean: the known name that is nearest to a mistyped one."""

from collections.abc import Iterable
from difflib import get_close_matches


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """`did you mean 'x'?` for the known name nearest to `word`, or nothing when none is near."""
    if not isinstance(word, str):
        return ""
    names = {name.casefold(): name for name in known}
    near = get_close_matches(word.casefold(), names, n=1, cutoff=0.6)
    return f"did you mean '{names[near[0]]}'?" if near else ""


def unknown_name(what: str, word: object, known: Iterable[str]) -> str:
    """`there is no type 'txet'; did you mean 'text'?`, or the list of what there is when nothing is near."""
    names = list(known)
    hint = did_you_mean(word, names) or (f"there is: {', '.join(names)}" if names else "")
    return f"{what} '{word}'; {hint}" if hint else f"{what} '{word}'"


def near_and_all(word: object, known: Iterable[str]) -> str:
    """`did you mean 'x'? there is: x, y`: a hint with the name that is near, if one is, and all of them."""
    names = list(known)
    listed = f"there is: {', '.join(names)}" if names else "there is none at all"
    return f"{did_you_mean(word, names)} {listed}".strip()
