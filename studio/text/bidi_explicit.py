"""UAX #9, rules P2 to X9: explicit embeddings, overrides and isolates."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

MAX_DEPTH = 125  # BD2
REMOVED = -1
"""The level of a character that rule X9 removes."""

ISOLATE_INITIATORS = frozenset({"LRI", "RLI", "FSI"})
_EMBEDDINGS = {"RLE": (1, None), "LRE": (0, None), "RLO": (1, "R"), "LRO": (0, "L")}
_EXPLICIT = frozenset(["LRE", "RLE", "LRO", "RLO", "PDF", "BN", "LRI", "RLI", "FSI", "PDI", "B"])
_STRONG = {"L": 0, "R": 1, "AL": 1}


class EmbeddedText(Struct, frozen=True):
    """A paragraph after X8: `classes` with overrides applied, `levels` (REMOVED where X9 removes), the
    matching of isolate initiators and PDIs (BD9) in both directions, and all isolate initiators."""

    classes: list[str]
    levels: list[int]
    matches: dict[int, int]
    initiators: frozenset[int]


class _Status(NamedTuple):
    """An entry of the directional status stack (X1)."""

    level: int
    override: str | None
    is_isolate: bool


def first_strong_level(classes: Sequence[str], start: int = 0, end: int | None = None) -> int | None:
    """Level of the first strong character outside isolates in [start, end) (P2, P3), None without one.

    An isolate initiator without its PDI hides everything after it.
    """
    depth = 0
    for index in range(start, len(classes) if end is None else end):
        bidi_class = classes[index]
        if bidi_class in ISOLATE_INITIATORS:
            depth += 1
        elif bidi_class == "PDI":
            depth = max(depth - 1, 0)
        elif depth == 0 and bidi_class in _STRONG:
            return _STRONG[bidi_class]
    return None


def _isolate_matches(classes: Sequence[str]) -> dict[int, int]:
    matches: dict[int, int] = {}
    initiators: list[int] = []
    for index, bidi_class in enumerate(classes):
        if bidi_class in ISOLATE_INITIATORS:
            initiators.append(index)
        elif bidi_class == "PDI" and initiators:
            initiator = initiators.pop()
            matches[initiator] = index
            matches[index] = initiator
    return matches


def _next_level(level: int, parity: int) -> int:
    """The least level above `level` that is odd (`parity` 1) or even (0)."""
    return level + 1 if (level + 1) % 2 == parity else level + 2


def explicit_levels(classes: Sequence[str], base_level: int) -> EmbeddedText:
    """Apply X1 to X9 to one paragraph."""
    if _EXPLICIT.isdisjoint(classes):
        return EmbeddedText(list(classes), [base_level] * len(classes), {}, frozenset())
    resolved = list(classes)
    levels = [REMOVED] * len(classes)
    matches = _isolate_matches(classes)
    stack = [_Status(base_level, None, False)]
    overflow_isolates = overflow_embeddings = valid_isolates = 0

    for index, bidi_class in enumerate(classes):
        if bidi_class in _EMBEDDINGS:  # X2 to X5
            parity, override = _EMBEDDINGS[bidi_class]
            level = _next_level(stack[-1].level, parity)
            if level <= MAX_DEPTH and not overflow_isolates and not overflow_embeddings:
                stack.append(_Status(level, override, False))
            elif not overflow_isolates:
                overflow_embeddings += 1
            continue
        if bidi_class == "PDF":  # X7
            if overflow_isolates:
                pass
            elif overflow_embeddings:
                overflow_embeddings -= 1
            elif not stack[-1].is_isolate and len(stack) > 1:
                stack.pop()
            continue
        if bidi_class == "BN":
            continue
        if bidi_class == "B":  # X8
            levels[index] = base_level
            continue
        if bidi_class == "PDI":  # X6a
            if overflow_isolates:
                overflow_isolates -= 1
            elif valid_isolates:
                overflow_embeddings = 0
                while not stack[-1].is_isolate:
                    stack.pop()
                stack.pop()
                valid_isolates -= 1
        levels[index] = stack[-1].level  # X6, and X5a to X5c for the initiator itself
        if stack[-1].override:
            resolved[index] = stack[-1].override
        if bidi_class in ISOLATE_INITIATORS:
            parity = int(bidi_class == "RLI")
            if bidi_class == "FSI" and not overflow_isolates:
                parity = first_strong_level(classes, index + 1, matches.get(index)) or 0
            level = _next_level(stack[-1].level, parity)
            if level <= MAX_DEPTH and not overflow_isolates and not overflow_embeddings:
                valid_isolates += 1
                stack.append(_Status(level, None, True))
            else:
                overflow_isolates += 1
    initiators = frozenset(index for index, name in enumerate(classes) if name in ISOLATE_INITIATORS)
    return EmbeddedText(resolved, levels, matches, initiators)
