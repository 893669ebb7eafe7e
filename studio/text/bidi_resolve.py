"""UAX #9, rules X10 to I2: weak types, brackets, neutrals and implicit levels of isolating run sequences."""

from collections.abc import Sequence

from msgspec import Struct

from studio.text.bidi_explicit import ISOLATE_INITIATORS, REMOVED, EmbeddedText
from studio.text.unicode_data import CANONICAL_BRACKET, CLOSING_BRACKET, CLOSING_BRACKETS

MAX_OPEN_BRACKETS = 63  # BD16

_ISOLATE_CONTROLS = ISOLATE_INITIATORS | {"PDI"}
_NEUTRAL = frozenset({"B", "S", "WS", "ON"}) | _ISOLATE_CONTROLS
_STRONG_OF = {"L": "L", "R": "R", "EN": "R", "AN": "R"}
"""What a resolved type counts as for N0 to N2; neutrals are absent."""


class _Sequence(Struct):
    """An isolating run sequence (BD13): its characters' indexes and types, and the types around it (X10)."""

    indexes: list[int]
    types: list[str]
    level: int
    sos: str
    eos: str

    @property
    def embedding(self) -> str:
        return "R" if self.level % 2 else "L"


def resolve_sequences(embedded: EmbeddedText, text: str | None, base_level: int) -> list[int]:
    """The resolved level of each character; REMOVED stays. `text` is needed for paired brackets alone."""
    levels = list(embedded.levels)
    for sequence in _isolating_run_sequences(embedded, base_level):
        original = list(sequence.types)
        _resolve_weak(sequence)
        if text is not None:
            _resolve_brackets(sequence, original, text)
        _resolve_neutral(sequence)
        level = sequence.level
        rise = (
            {"R": 0, "L": 1, "AN": 1, "EN": 1} if level % 2 else {"R": 1, "L": 0, "AN": 2, "EN": 2}
        )  # I1, I2
        for index, kind in zip(sequence.indexes, sequence.types, strict=True):
            levels[index] = level + rise[kind]
    return levels


def _isolating_run_sequences(embedded: EmbeddedText, base_level: int) -> list[_Sequence]:
    levels, matches = embedded.levels, embedded.matches
    kept = [index for index, level in enumerate(levels) if level != REMOVED]
    runs: list[list[int]] = []  # of positions in `kept`
    for position, index in enumerate(kept):
        if runs and levels[kept[position - 1]] == levels[index]:
            runs[-1].append(position)
        else:
            runs.append([position])
    open_sequences: dict[int, list[int]] = {}  # by the isolate initiator that ends them so far
    sequences: list[list[int]] = []
    for run in runs:
        first, last = kept[run[0]], kept[run[-1]]
        initiator = matches.get(first, last)
        if initiator < first and initiator in open_sequences:
            sequence = open_sequences.pop(initiator)
            sequence += run
        else:
            sequence = run
            sequences.append(sequence)
        if matches.get(last, -1) > last:
            open_sequences[last] = sequence

    def boundary(level: int, position: int) -> str:
        outside = levels[kept[position]] if 0 <= position < len(kept) else base_level
        return "R" if max(level, outside) % 2 else "L"

    found = []
    for sequence in sequences:
        indexes = [kept[position] for position in sequence]
        types = [embedded.classes[index] for index in indexes]
        level = levels[indexes[0]]
        # An initiator at the very end has no PDI (or the sequence would go on): the end follows it.
        after = len(kept) if indexes[-1] in embedded.initiators else sequence[-1] + 1
        found.append(
            _Sequence(indexes, types, level, boundary(level, sequence[0] - 1), boundary(level, after))
        )
    return found


def _resolve_weak(sequence: _Sequence) -> None:
    """W1 to W7, each only when the types it is about are there."""
    types = sequence.types
    present = set(types)
    count = len(types)
    if "NSM" in present:  # W1
        previous = sequence.sos
        for i, kind in enumerate(types):
            if kind == "NSM":
                types[i] = previous
            else:
                previous = "ON" if kind in _ISOLATE_CONTROLS else kind
        present = set(types)
    if "EN" in present and "AL" in present:  # W2
        strong = sequence.sos
        for i, kind in enumerate(types):
            if kind in {"L", "R", "AL"}:
                strong = kind
            elif kind == "EN" and strong == "AL":
                types[i] = "AN"
    if "AL" in present:  # W3
        types[:] = ["R" if kind == "AL" else kind for kind in types]
    if "ES" in present or "CS" in present:  # W4
        for i in range(1, count - 1):
            kind, around = types[i], types[i - 1]
            if around == types[i + 1] and (
                (around == "EN" and kind in {"ES", "CS"}) or (around == "AN" and kind == "CS")
            ):
                types[i] = around
    if "ET" in present:  # W5
        _resolve_terminators(types)
    if not present.isdisjoint({"ES", "ET", "CS"}):  # W6
        types[:] = ["ON" if kind in {"ES", "ET", "CS"} else kind for kind in types]
    if "EN" in present:  # W7
        strong = sequence.sos
        for i, kind in enumerate(types):
            if kind in {"L", "R"}:
                strong = kind
            elif kind == "EN" and strong == "L":
                types[i] = "L"


def _resolve_terminators(types: list[str]) -> None:
    """W5: a stretch of European terminators next to a European number becomes part of it."""
    i = 0
    while i < len(types):
        if types[i] != "ET":
            i += 1
            continue
        start = i
        while i < len(types) and types[i] == "ET":
            i += 1
        if (start > 0 and types[start - 1] == "EN") or (i < len(types) and types[i] == "EN"):
            types[start:i] = ["EN"] * (i - start)


def bracket_pairs(types: Sequence[str], characters: Sequence[str]) -> list[tuple[int, int]]:
    """Positions of the paired brackets (BD16), sorted by their opening one."""
    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []  # the closing bracket that is awaited, and the opening one's position
    for position, character in enumerate(characters):
        if types[position] != "ON":
            continue
        bracket = CANONICAL_BRACKET.get(character, character)
        if bracket in CLOSING_BRACKET:
            if len(opened) == MAX_OPEN_BRACKETS:
                break
            opened.append((CLOSING_BRACKET[bracket], position))
        elif bracket in CLOSING_BRACKETS:
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == bracket:
                    pairs.append((opened[depth][1], position))
                    del opened[depth:]
                    break
    return sorted(pairs)


def _resolve_brackets(sequence: _Sequence, original: Sequence[str], text: str) -> None:
    """N0: a pair takes the embedding direction if that is found inside, else the other if context agrees."""
    types = sequence.types
    if "ON" not in types:
        return
    embedding = sequence.embedding
    for opening, closing in bracket_pairs(types, [text[index] for index in sequence.indexes]):
        inside = {_STRONG_OF.get(kind) for kind in types[opening + 1 : closing]} - {None}
        if not inside:
            continue
        direction = embedding
        if embedding not in inside:
            before = (_STRONG_OF[types[i]] for i in range(opening - 1, -1, -1) if types[i] in _STRONG_OF)
            if next(before, sequence.sos) != embedding:
                direction = "R" if embedding == "L" else "L"
        for position in (opening, closing):
            types[position] = direction
            after = position + 1
            while after < len(types) and original[after] == "NSM":
                types[after] = direction
                after += 1


def _resolve_neutral(sequence: _Sequence) -> None:
    """N1 and N2."""
    types = sequence.types
    if _NEUTRAL.isdisjoint(types):
        return
    i, count = 0, len(types)
    before = sequence.sos
    while i < count:
        if types[i] not in _NEUTRAL:
            before = _STRONG_OF[types[i]]
            i += 1
            continue
        start = i
        while i < count and types[i] in _NEUTRAL:
            i += 1
        after = _STRONG_OF[types[i]] if i < count else sequence.eos
        types[start:i] = [before if before == after else sequence.embedding] * (i - start)
