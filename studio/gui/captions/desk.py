"""What the parts of the caption editor share: which captions are edited, their rows, which cues are chosen.

    desk.edit("step.cue-text", lambda cues: set_text(cues, index, text))     one step of undo
    desk.choose([3]); desk.seek(3)

A row is a cue with the one of the second language that is said with it.  Rows are compared with those before
by identity, so that an edit among 5,000 cues costs what it changed, and tables keep their selection.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Sequence
from fractions import Fraction
from itertools import accumulate
from typing import Any, NamedTuple

from PySide6.QtCore import QObject, Signal

from studio.base.errors import StudioError
from studio.base.languages import script_of
from studio.gui.captions.together import following
from studio.gui.workspace.stage import Stage
from studio.model.captions import Cue, SecondCaptions
from studio.model.layers import CaptionLayer
from studio.services.captions.cues import Cues, Edited
from studio.services.editing import StepName
from studio.services.edits.paths import LayerPath, node_at, walk, with_node
from studio.services.edits.times import span_of


class Row(NamedTuple):
    """A cue with what is said with it in the second language; either may be missing, not both."""

    first: Cue | None
    second: Cue | None

    @property
    def cue(self) -> Cue:
        """The cue that gives the row its times."""
        cue = self.first or self.second
        assert cue is not None
        return cue


class CueDesk(QObject):
    """The captions of a stage as they are edited.  Times are the layer's; `origin` is where it begins."""

    rows_changed = Signal()
    """`rows` is another value."""
    chosen_changed = Signal()
    spoken_changed = Signal()
    """Other rows are under the playhead."""
    layer_changed = Signal()
    """Other captions are edited, or none."""

    def __init__(self, stage: Stage, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.stage = stage
        self.path: LayerPath | None = None
        self.rows: tuple[Row, ...] = ()
        self.origin = Fraction(0)
        self.current = -1
        """The row that keys act on; -1: none."""
        self.chosen: tuple[int, ...] = ()
        self.seen: tuple[int, ...] = ()
        """The rows under the playhead."""
        self._layer: CaptionLayer | None = None
        self._firsts: list[int] = []
        self._seconds: list[int] = []
        self._starts: list[Fraction] = []
        self._reach: list[Fraction] = []
        """Up to when those so far are seen."""
        self._editing = False
        stage.edited.connect(self._follow)
        stage.selected.connect(self._follow)
        stage.moved.connect(self._moved)
        self._follow()

    # what there is

    @property
    def layer(self) -> CaptionLayer | None:
        """The captions as they are now; None where the film has none."""
        return self._layer

    @property
    def cues(self) -> Cues:
        return () if self._layer is None else self._layer.cues

    @property
    def second(self) -> SecondCaptions | None:
        return None if self._layer is None else self._layer.second

    @property
    def language(self) -> str:
        """Of the first column: the captions' own, else the film's."""
        layer = self._layer
        return (layer and layer.style.text.language) or self.stage.composition.language

    @property
    def second_language(self) -> str:
        said = self.second.language if self.second is not None else None
        return said or ("en" if script_of(self.language) == "Arab" else "ar")

    @property
    def now(self) -> Fraction:
        """The playhead in the captions' time."""
        return self.stage.time - self.origin

    @property
    def cue(self) -> Cue | None:
        """The current row's."""
        return self.rows[self.current].cue if 0 <= self.current < len(self.rows) else None

    def index_of(self, row: int, *, second: bool = False) -> int:
        """The number of a row's cue among its language's; -1: it has none."""
        if not 0 <= row < len(self.rows):
            return -1
        if self.second is None:
            return -1 if second else row
        return (self._seconds if second else self._firsts)[row]

    def rows_of(self, indexes: Iterable[int], *, second: bool = False) -> tuple[int, ...]:
        """Where cues of these numbers stand in the list."""
        if self.second is None:
            return tuple(index for index in indexes if 0 <= index < len(self.rows) and not second)
        wanted = set(indexes)
        places = self._seconds if second else self._firsts
        return tuple(row for row, index in enumerate(places) if index in wanted)

    def chosen_indexes(self, *, second: bool = False) -> tuple[int, ...]:
        """The numbers of the chosen cues."""
        return tuple(at for at in (self.index_of(row, second=second) for row in self.chosen) if at >= 0)

    @property
    def spoken(self) -> int:
        """The row under the playhead, of several the one that began last; -1: none."""
        return self.seen[-1] if self.seen else -1

    def rows_at(self, time: Fraction) -> tuple[int, ...]:
        """The rows that are seen at a time of the captions."""
        found = []
        row = bisect_right(self._starts, time) - 1
        while row >= 0 and time < self._reach[row]:
            if time < self.rows[row].cue.end:
                found.append(row)
            row -= 1
        return tuple(reversed(found))

    def row_of(self, cues: Sequence[Cue]) -> int:
        """The row under the playhead with one of these cues; -1: none."""
        return next((row for row in self.seen if any(cue in cues for cue in self.rows[row])), -1)

    def row_near(self, time: Fraction) -> int:
        """The row at a time, else the last one that has begun; -1 before the first."""
        return bisect_right(self._starts, time) - 1

    # choosing

    def choose(self, rows: Sequence[int], *, current: int | None = None, seek: bool = False) -> None:
        """Selects rows; the current one is the last of them.  seek: the playhead goes to it."""
        kept = tuple(sorted({row for row in rows if 0 <= row < len(self.rows)}))
        here = current if current is not None and current in kept else (kept[-1] if kept else -1)
        changed = (kept, here) != (self.chosen, self.current)
        self.chosen, self.current = kept, here
        if changed:
            self.chosen_changed.emit()
        if seek and here >= 0:
            self.seek(here)

    def seek(self, row: int) -> None:
        """The playhead goes to a cue, unless it is in it."""
        cue = self.rows[row].cue
        if row not in self.seen or not cue.start <= self.now < cue.end:
            self.seek_time(cue.start)

    def seek_time(self, time: Fraction) -> None:
        """The playhead goes to a time of the captions."""
        self.stage.seek(self.stage.rate.first_frame_from(self.origin + max(time, Fraction(0))))

    def step(self, by: int) -> bool:
        """The next cue, or the one before; whether there is one."""
        row = self.current + by if self.current >= 0 else self.row_near(self.now) + (by > 0)
        if not 0 <= row < len(self.rows):
            return False
        self.choose([row], seek=True)
        return True

    # editing

    def edit(
        self,
        step: str | StepName,
        change: Callable[[Cues], Edited],
        merge_key: Hashable | None = None,
        *,
        second: bool = False,
        choose: bool = True,
    ) -> bool:
        """Changes the cues of one language as one step; what it was about is chosen.  A refusal is told."""
        found = [Edited(())]

        def on_layer(layer: CaptionLayer) -> CaptionLayer:
            if not second:
                found[0] = change(layer.cues)
                return self._with_first(layer, found[0].cues)
            other = layer.second or SecondCaptions(language=self.second_language)
            found[0] = change(other.cues)
            return _with(layer, second=other.model_copy(update={"cues": found[0].cues}))

        done = self.edit_layer(step, on_layer, merge_key)
        if done and choose:
            rows = self.rows_of(found[0].chosen, second=second)
            self.choose(rows, current=rows[0] if rows else None)
        return done

    def _with_first(self, layer: CaptionLayer, cues: Cues) -> CaptionLayer:
        if layer.second is None:
            return _with(layer, cues=cues)
        pairs = paired(layer.cues, layer.second.cues)
        others = following(layer.cues, cues, layer.second, pairs)
        if others is layer.second.cues:
            return _with(layer, cues=cues)
        return _with(layer, cues=cues, second=layer.second.model_copy(update={"cues": others}))

    def edit_layer(
        self,
        step: str | StepName,
        change: Callable[[CaptionLayer], CaptionLayer],
        merge_key: Hashable | None = None,
    ) -> bool:
        """Changes the whole layer as one step."""
        path = self.path
        if path is None:
            return False

        def on_film(film: Any) -> Any:
            node = node_at(film, path)
            assert isinstance(node, CaptionLayer)
            changed = change(node)
            return film if changed is node else with_node(film, path, changed)

        self._editing = True
        try:
            return self.stage.edit(step, on_film, merge_key)
        finally:
            self._editing = False

    # following the document

    def _find(self) -> LayerPath | None:
        film = self.stage.composition
        current = self.stage.current
        for path in (current, self.path):
            if path is not None and self.stage.exists(path) and isinstance(node_at(film, path), CaptionLayer):
                return path
        return next((path for path, node in walk(film) if isinstance(node, CaptionLayer)), None)

    def _follow(self) -> None:
        path = self._find()
        node = None if path is None else node_at(self.stage.composition, path)
        layer = node if isinstance(node, CaptionLayer) else None
        other = path != self.path
        self.path = path
        if path is not None:
            try:
                self.origin = span_of(self.stage.composition, path).start
            except StudioError:
                self.origin = Fraction(0)
        if layer is not self._layer or other:
            self._take(layer, other=other)
        self._moved()

    def _take(self, layer: CaptionLayer | None, *, other: bool) -> None:
        before, self._layer = self.rows, layer
        self._read_rows()
        if other:
            self.chosen, self.current = (), -1
            self.layer_changed.emit()
        first, gone, come = changed_part(before, self.rows)
        if not (gone or come or other):
            self.rows_changed.emit()  # the layer's look alone
            return
        if not other:
            self._keep_choice(first, gone, come)
        self.rows_changed.emit()
        if not self._editing and not other and come:
            self.choose(range(first, first + come) if come < 50 else [first])
        else:
            self.chosen_changed.emit()

    def _keep_choice(self, first: int, gone: int, come: int) -> None:
        def place(row: int) -> int:
            if row < first:
                return row
            return row + come - gone if row >= first + gone else (row if row < first + come else -1)

        kept = tuple(sorted({place(row) for row in self.chosen} - {-1}))
        self.chosen, self.current = kept, place(self.current) if self.current >= 0 else -1

    def _read_rows(self) -> None:
        cues, second = self.cues, self.second
        if second is None:
            self.rows = tuple(Row(cue, None) for cue in cues)
        else:
            pairs = paired(cues, second.cues)
            self._firsts = [first for first, _ in pairs]
            self._seconds = [other for _, other in pairs]
            self.rows = tuple(
                Row(cues[a] if a >= 0 else None, second.cues[b] if b >= 0 else None) for a, b in pairs
            )
        self._starts = [row.cue.start for row in self.rows]
        self._reach = list(accumulate((row.cue.end for row in self.rows), max))

    def _moved(self) -> None:
        seen = self.rows_at(self.now)
        if seen != self.seen:
            self.seen = seen
            self.spoken_changed.emit()


def changed_part(before: Sequence[Row], after: Sequence[Row]) -> tuple[int, int, int]:
    """Where rows differ: the first, how many of those before, how many of those after."""
    most = min(len(before), len(after))
    first = 0
    while first < most and _same(before[first], after[first]):
        first += 1
    last = 0
    while last < most - first and _same(before[-1 - last], after[-1 - last]):
        last += 1
    return first, len(before) - first - last, len(after) - first - last


def _same(one: Row, other: Row) -> bool:
    return one is other or (one[0] is other[0] and one[1] is other[1])


def paired(first: Sequence[Cue], second: Sequence[Cue]) -> list[tuple[int, int]]:
    """The numbers of cues that are said together (-1: alone), by their start.

    A cue of the second language goes with that of the first which it overlaps most; what is left stands in a
    row of its own.
    """
    partner: dict[int, int] = {}
    alone: list[int] = []
    begin = 0
    for number, cue in enumerate(second):
        while begin < len(first) and first[begin].end <= cue.start:
            begin += 1
        best, most = -1, Fraction(0)
        at = begin
        while at < len(first) and first[at].start < cue.end:
            shared = min(first[at].end, cue.end) - max(first[at].start, cue.start)
            if at not in partner and shared > most:
                best, most = at, shared
            at += 1
        if best >= 0:
            partner[best] = number
        else:
            alone.append(number)
    found = [(index, partner.get(index, -1)) for index in range(len(first))]
    found += [(-1, number) for number in alone]
    if alone:
        found.sort(key=lambda pair: (first[pair[0]] if pair[0] >= 0 else second[pair[1]]).start)
    return found


def _with(layer: CaptionLayer, **changes: Any) -> CaptionLayer:
    # Unchecked: thousands of cues are what they were, and the edits keep the laws.
    return layer.model_copy(update=changes)
