"""What the actions of captions do; and, while their editor is open, those of time and editing as well."""

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from studio.gui.actions import hub
from studio.gui.captions.table_model import Column
from studio.gui.i18n import tr
from studio.model.captions import SecondCaptions
from studio.model.composition import Composition
from studio.model.layers import CaptionLayer
from studio.services.captions import cue_edits, cue_times
from studio.services.captions.cues import Edited
from studio.services.captions.mending import rebreak_all
from studio.services.captions.speech import SpeechSpan
from studio.services.editing import StepName
from studio.services.edits.layers import add_layers, new_layer

if TYPE_CHECKING:
    from studio.gui.captions.mode import CaptionMode


class CaptionCommands(QObject):
    """Carried out on the desk's current and chosen cues."""

    def __init__(self, mode: "CaptionMode") -> None:
        super().__init__(mode)
        self._mode, self._desk = mode, mode.desk
        hub().bind("captions.edit", mode.toggle, owner=self, checkable=True)
        for id, handler in (
            ("captions.add", self.add),
            ("captions.in", self.start_here),
            ("captions.out", self.end_here),
            ("captions.tap", mode.tap),
            ("captions.merge", self.merge),
            ("captions.shift", mode.shift),
            ("captions.sync", mode.sync),
            ("captions.check", mode.check),
            ("captions.speech", mode.recognise),
        ):
            hub().bind(id, self._in_editor(handler), owner=self)
        self._inside = QObject(self)

    def _in_editor(self, handler: Callable[[], object]) -> Callable[[], object]:
        """The editor opens if it is not; then the action is carried out there."""

        def act() -> None:
            self._mode.enter()
            handler()

        return act

    def enter(self) -> None:
        """The editor is open: actions of editing and time mean cues."""
        wave = self._mode.wave
        for id, handler in (
            ("edit.del", self._or_canvas("edit.del", self.delete)),
            ("edit.all", self._or_canvas("edit.all", self.choose_all)),
            ("edit.rename", self.write),
            ("edit.find", lambda: self._mode.find()),
            ("edit.replace", lambda: self._mode.find(replacing=True)),
            ("time.split", self.split),
            ("time.early", lambda: self.nudge(-1)),
            ("time.late", lambda: self.nudge(1)),
            ("time.zin", lambda: wave.zoom(1.5)),
            ("time.zout", lambda: wave.zoom(1 / 1.5)),
            ("time.zall", wave.fit),
            ("play.cutprev", lambda: self._desk.step(-1)),
            ("play.cutnext", lambda: self._desk.step(1)),
        ):
            hub().bind(id, handler, owner=self._inside)
        hub().bind("time.snap", wave.toggle_snapping, owner=self._inside, checkable=True, checked=wave.snaps)
        hub().set_checked("captions.edit", True)

    def leave(self) -> None:
        """They mean what they meant before."""
        hub().release(self._inside)
        hub().set_checked("captions.edit", False)

    def close(self) -> None:
        hub().release(self._inside)
        hub().release(self)

    def _or_canvas(self, id: str, handler: Callable[[], object]) -> Callable[[], object]:
        """On the canvas the keys go on meaning layers."""

        def act() -> None:
            focus, space = QApplication.focusWidget(), self._mode.space
            if focus is not None and space.canvas.isAncestorOf(focus):
                {"edit.del": space.commands.delete, "edit.all": space.commands.select_all}[id]()
            else:
                handler()

        return act

    # cues

    def add(self) -> None:
        """A cue at the playhead (behind the one that is there), its text ready to be written over."""
        desk = self._desk
        self.make_layer()
        at = desk.now
        while rows := desk.rows_at(at):
            at = max(desk.rows[row].cue.end for row in rows)
        if desk.edit("step.cue-add", lambda cues: cue_edits.add(cues, at, tr("cues.new"))):
            self._mode.editor.table.write(select_all=True)

    def make_layer(self) -> None:
        """Captions for a film that has none."""
        if self._desk.layer is not None:
            return

        def change(film: Composition) -> Composition:
            layer = new_layer({"type": "caption", "id": "captions", "cues": []})
            return add_layers(film, [layer])[0]

        self._desk.stage.edit(StepName("step.add", {"what": tr("kind.caption")}), change)

    def delete(self) -> None:
        """The chosen cues, in both languages."""
        desk = self._desk
        firsts, others = desk.chosen_indexes(), desk.chosen_indexes(second=True)
        row = min(desk.chosen, default=-1)
        if row < 0:
            return

        def change(layer: CaptionLayer) -> CaptionLayer:
            update: dict[str, object] = {"cues": cue_edits.delete(layer.cues, firsts).cues}
            if layer.second is not None and others:
                kept = cue_edits.delete(layer.second.cues, others).cues
                update["second"] = layer.second.model_copy(update={"cues": kept})
            return layer.model_copy(update=update)

        if desk.edit_layer(StepName("step.cue-delete", {"count": len(desk.chosen)}), change):
            desk.choose([min(row, len(desk.rows) - 1)])

    def choose_all(self) -> None:
        self._desk.choose(range(len(self._desk.rows)), current=max(0, self._desk.current))

    def write(self) -> None:
        self._mode.editor.table.write()

    def start_here(self) -> None:
        """The current cue begins at the playhead."""
        self._here("step.cue-in", cue_edits.start_here)

    def end_here(self) -> None:
        """The current cue ends at the playhead."""
        self._here("step.cue-out", cue_edits.end_here)

    def _here(self, step: str, change: Callable[..., Edited]) -> None:
        desk = self._desk
        row = desk.current if desk.current >= 0 else desk.spoken
        if row < 0:
            return
        now, second = desk.now, desk.index_of(row) < 0
        index = desk.index_of(row, second=second)
        desk.edit(step, lambda cues: change(cues, index, now), second=second)

    def split(self) -> None:
        """The cue under the playhead in two, between the words that are said there."""
        desk = self._desk
        row = desk.spoken if desk.seen and desk.current not in desk.seen else desk.current
        if row < 0:
            return
        now, second = desk.now, desk.index_of(row) < 0
        index, cue = desk.index_of(row, second=second), desk.rows[row].cue
        inside = cue.start < now < cue.end
        desk.edit(
            "step.cue-split",
            lambda cues: cue_edits.split(cues, index, time=now if inside else None),
            second=second,
        )

    def split_at(self, row: int, caret: int, second: bool) -> None:
        """A cue in two at a caret in its text; the second one is gone on with."""
        desk = self._desk
        index = desk.index_of(row, second=second)
        done = desk.edit(
            "step.cue-split", lambda cues: cue_edits.split(cues, index, caret=caret), second=second
        )
        table = self._mode.editor.table
        table.write(row + 1 if done else row, Column.SECOND if second else Column.FIRST)

    def merge(self) -> None:
        """The chosen cues as one; of one alone, it and the next."""
        desk = self._desk
        rows = desk.chosen if len(desk.chosen) > 1 else (desk.current, desk.current + 1)
        if rows[0] < 0:
            return
        firsts = [at for at in map(desk.index_of, rows) if at >= 0]
        others = [at for at in (desk.index_of(row, second=True) for row in rows) if at >= 0]

        def change(layer: CaptionLayer) -> CaptionLayer:
            update: dict[str, object] = {}
            if len(firsts) > 1 or len(others) < 2:
                update["cues"] = cue_edits.merge(layer.cues, firsts).cues
            if layer.second is not None and len(others) > 1:
                merged = cue_edits.merge(layer.second.cues, others).cues
                update["second"] = layer.second.model_copy(update={"cues": merged})
            return layer.model_copy(update=update)

        if desk.edit_layer(StepName("step.cue-merge", {"count": len(rows)}), change):
            desk.choose([rows[0]])

    def nudge(self, frames: int) -> None:
        """The chosen cues a frame earlier or later."""
        desk = self._desk
        chosen = desk.chosen_indexes()
        by = Fraction(frames) / desk.stage.rate.fraction
        if chosen:
            rows, current = desk.chosen, desk.current
            key = ("cue-nudge", chosen)
            if desk.edit("step.cue-move", lambda cues: cue_times.nudge(cues, chosen, by), key, choose=False):
                desk.choose(rows, current=current)

    # many cues at once

    def snap_to_speech(self) -> None:
        """Edges of the chosen cues (of one or none: of all) where speech begins and ends."""
        desk, sounds = self._desk, self._mode.sounds
        spans = [SpeechSpan(one.start - desk.origin, one.end - desk.origin) for one in sounds.speech]
        which = desk.chosen_indexes() if len(desk.chosen) > 1 else None
        rate = desk.stage.rate
        self._mode.tell_if_same(
            desk.edit(
                "step.cue-speech",
                lambda cues: cue_times.snap_to_speech(cues, spans, rate, which),
                choose=False,
            ),
            "cues.no-speech" if not spans else "cues.same-speech",
        )

    def close_gaps(self) -> None:
        rate = self._desk.stage.rate
        done = self._desk.edit("step.cue-gaps", lambda cues: cue_times.close_gaps(cues, rate), choose=False)
        self._mode.tell_if_same(done, "cues.no-gaps")

    def fix_overlaps(self) -> None:
        rate = self._desk.stage.rate
        done = self._desk.edit(
            "step.cue-overlaps", lambda cues: cue_times.fix_overlaps(cues, rate), choose=False
        )
        self._mode.tell_if_same(done, "cues.no-overlaps")

    def rebreak(self) -> None:
        """Lines of the chosen cues (of one or none: of all) broken by sense."""
        desk = self._desk
        which = desk.chosen_indexes() if len(desk.chosen) > 1 else None
        options = self._mode.check_options()
        done = desk.edit("step.cue-break", lambda cues: rebreak_all(cues, options, which), choose=False)
        self._mode.tell_if_same(done, "cues.well-broken")

    def add_second(self) -> None:
        """A second language with empty lines, to be written beside the first."""
        desk = self._desk
        if desk.layer is None or desk.second is not None:
            return
        second = SecondCaptions(language=desk.second_language)
        desk.edit_layer("step.cue-second", lambda layer: layer.model_copy(update={"second": second}))
        if desk.rows:
            self._mode.editor.table.write(max(0, desk.current), Column.SECOND)

    def remove_second(self) -> None:
        desk = self._desk
        if desk.second is not None:
            desk.edit_layer("step.cue-second-remove", lambda layer: layer.model_copy(update={"second": None}))

    # writing

    def typed(self, row: int, column: int, value: object) -> None:
        """What was typed into a cell of the list."""
        desk = self._desk
        second = column == Column.SECOND or (column in (Column.START, Column.END) and desk.index_of(row) < 0)
        index = desk.index_of(row, second=second)
        if isinstance(value, Fraction):
            change = cue_edits.start_here if column == Column.START else cue_edits.end_here
            step = "step.cue-in" if column == Column.START else "step.cue-out"
            desk.edit(step, lambda cues: change(cues, index, value), second=second)
        elif isinstance(value, str) and index >= 0:
            key = ("cue-text", second, index)
            desk.edit(
                "step.cue-text",
                lambda cues: cue_edits.set_text(cues, index, value),
                key,
                second=second,
                choose=False,
            )
        elif isinstance(value, str):
            self._write_missing(row, value, second=second)

    def _write_missing(self, row: int, text: str, *, second: bool) -> None:
        """The other language of a cue that had none: at the same times."""
        cue = self._desk.rows[row].cue
        self._desk.edit(
            "step.cue-text",
            lambda cues: cue_edits.add(cues, cue.start, text, cue.end),
            second=second,
            choose=False,
        )
