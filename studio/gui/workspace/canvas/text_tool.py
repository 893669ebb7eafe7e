"""Typing on the canvas: the text stands as the film has it, the caret comes from its layout.

    key --TextEdit--> the layer's words --engine--> new layout --CaretMap--> caret

The picture comes a moment after the key.  What needs the new layout (arrows after typing) waits for it, in
order, so that quick typing is never scrambled.  While a text is edited its motion rests.
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent, QPainter

from studio.base.geometry import Affine, Point
from studio.gui.workspace.canvas.caret_painting import paint_caret, paint_selection
from studio.gui.workspace.canvas.tool import Tool
from studio.gui.workspace.canvas.view import CanvasView
from studio.gui.workspace.canvas.written import at_rest, words_under
from studio.gui.workspace.frames import Painted
from studio.scene.placed import Placed, Written, inverse
from studio.services.editing import StepName
from studio.services.edits.fields import FieldPath, field_value, set_field
from studio.services.edits.paths import LayerPath
from studio.text.caret import Caret, CaretMap, CaretShape
from studio.text.text_edit import TextEdit


class TextTool(Tool):
    """Edits one text of a layer at a time."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self._stage = view.stage
        self.path: LayerPath | None = None
        self._field: FieldPath = ("text",)
        self._part = 0
        self._edit = TextEdit("")
        self._carets: CaretMap | None = None
        self._place: Written | None = None
        self._transform = Affine()
        self._caret = Caret(0, 0, 0)
        self._aim: float | None = None
        self._waiting: list[Callable[[], None]] = []
        self._preedit = ""
        self._first_hit: Point | None = None
        self._selecting = False
        self._lit = True
        self._blink = QTimer(view)
        self._blink.timeout.connect(self._toggle)
        view.shown.connect(self._shown)
        self._stage.edited.connect(self._follow)
        self._stage.selected.connect(self._follow)
        self._stage.moved.connect(self.leave)

    @property
    def active(self) -> bool:
        return self.path is not None

    @property
    def edit(self) -> TextEdit:
        """The text with its selection, as typed so far."""
        return self._edit

    @property
    def caret_shape(self) -> CaretShape | None:
        """The caret in the text's box, px of the canvas; None while the layout is awaited."""
        return None if self._carets is None else self._carets.shape(self._caret)

    def enter(self, placed: Placed, at: Point) -> bool:
        """Begins to edit the text under a point; whether there is one."""
        found = words_under(placed, at)
        if found is None:
            return False
        self._begin(placed.path, *found)
        self._first_hit = at
        return True

    def write(self, path: LayerPath) -> None:
        """Begins a new text, all of its sample words chosen: what is typed takes their place at once."""
        self._begin(path, 0, ("text",))
        self._edit = self._edit.all()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _begin(self, path: LayerPath, part: int, field: FieldPath) -> None:
        self.path, self._part, self._field = path, part, field
        words = str(field_value(self._stage.composition, path, field))
        self._edit = TextEdit(words, len(words), len(words))
        self._carets, self._waiting, self._preedit, self._aim = None, [], "", None
        self._first_hit = None
        self._view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, True)
        interval = QGuiApplication.styleHints().cursorFlashTime() // 2
        if interval > 0:
            self._blink.start(interval)
        self._rest()

    def leave(self) -> None:
        """Ends editing; the words stay."""
        if self.path is None:
            return
        self._commit_preedit()
        self.path = None
        self._blink.stop()
        self._view.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self._view.override = None
        self._view.ask()
        self._view.update()

    def _rest(self) -> None:
        """Shows the film with this text at rest."""
        now, path = self._stage.composition, self.path
        if path is None:
            return
        self._view.override = (now, at_rest(now, path))
        self._view.ask()

    def _follow(self) -> None:
        if self.path is None:
            return
        if self._stage.current != self.path or not self._stage.exists(self.path):
            self.leave()
            return
        words = str(field_value(self._stage.composition, self.path, self._field))
        if words != self._edit.text:  # undone, or changed in the inspector
            at = min(self._edit.caret, len(words))
            self._edit = TextEdit(words, at, at)
        self._rest()

    def _shown(self, painted: Painted) -> None:
        if self.path is None or painted.wish.composition is not self._view.seen_composition():
            return
        placed = next((one for one in painted.placed if one.path == self.path), None)
        text = next((one for one in placed.texts if one.part == self._part), None) if placed else None
        if placed is None or text is None:
            return
        self._place, self._transform = text, placed.transform
        self._carets = CaretMap(text.layout)
        if self._first_hit is not None:
            self._put(self._carets.hit(self._to_text(self._first_hit)), keep=False)
            self._first_hit = None
        else:
            self._caret = self._carets.at(self._edit.caret)
        waiting, self._waiting = self._waiting, []
        for step in waiting:
            self._when_laid_out(step)
        self._view.update()

    @property
    def _is_laid_out(self) -> bool:
        return self._carets is not None and len(self._carets.text) == len(self._edit.text)

    def _when_laid_out(self, step: Callable[[], None]) -> None:
        if self._waiting or not self._is_laid_out:
            self._waiting.append(step)
        else:
            step()

    # keys

    def overrides(self, event: QKeyEvent) -> bool:
        if self.path is None:
            return False
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if not control:
            return not Qt.Key.Key_F1 <= event.key() <= Qt.Key.Key_F35
        keys = (
            QKeySequence.StandardKey.Copy,
            QKeySequence.StandardKey.Cut,
            QKeySequence.StandardKey.Paste,
            QKeySequence.StandardKey.SelectAll,
        )
        return any(event.matches(key) for key in keys) or event.key() in (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
            Qt.Key.Key_Backspace,
            Qt.Key.Key_Delete,
            Qt.Key.Key_Home,
            Qt.Key.Key_End,
        )

    def key(self, event: QKeyEvent) -> bool:
        if self.path is None:
            return False
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return True
        step = self._motion(event) or self._command(event)
        if step is not None:
            self._when_laid_out(step)
            return True
        text = event.text()
        if text and (text.isprintable() or text in "\u200c\u200d\u200e\u200f"):
            self._when_typed(lambda: self._set(self._edit.inserted(text)))
            return True
        return not event.modifiers() & Qt.KeyboardModifier.ControlModifier

    def _when_typed(self, step: Callable[[], None]) -> None:
        """Typing needs no layout, but its turn."""
        if self._waiting:
            self._waiting.append(step)
        else:
            step()

    def _motion(self, event: QKeyEvent) -> Callable[[], None] | None:
        keep = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        words = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return lambda: self._arrow(key == Qt.Key.Key_Right, keep=keep, words=words)
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return lambda: self._line(key == Qt.Key.Key_Down, keep=keep)
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return lambda: self._line_edge(key == Qt.Key.Key_End, keep=keep, whole=words)
        return None

    def _command(self, event: QKeyEvent) -> Callable[[], None] | None:
        clipboard = QGuiApplication.clipboard()
        if event.matches(QKeySequence.StandardKey.SelectAll):
            return lambda: self._set(self._edit.all())
        if event.matches(QKeySequence.StandardKey.Copy):
            return lambda: clipboard.setText(self._edit.selected) if self._edit.has_selection else None
        if event.matches(QKeySequence.StandardKey.Cut):
            return self._cut
        if event.matches(QKeySequence.StandardKey.Paste):
            return lambda: self._set(self._edit.inserted(clipboard.text().replace("\r\n", "\n")))
        if event.key() == Qt.Key.Key_Backspace:
            return lambda: self._set(self._edit.backspaced())
        if event.key() == Qt.Key.Key_Delete:
            return lambda: self._set(self._edit.deleted())
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return lambda: self._set(self._edit.inserted("\n"))
        return None

    def _cut(self) -> None:
        if self._edit.has_selection:
            QGuiApplication.clipboard().setText(self._edit.selected)
            self._set(self._edit.inserted(""))

    def _arrow(self, right: bool, *, keep: bool, words: bool) -> None:
        carets = self._carets
        if carets is None:
            return
        if words:
            forward = right != carets.lines[self._caret.line].rtl
            self._put(carets.at(carets.word_on(self._edit.caret, 1 if forward else -1)), keep=keep)
        elif self._edit.has_selection and not keep:
            ends = [carets.at(self._edit.start), carets.at(self._edit.end)]
            ends.sort(key=lambda caret: (caret.line, carets.shape(caret).x))
            self._put(ends[1] if right else ends[0], keep=False)
        else:
            self._put(carets.right(self._caret) if right else carets.left(self._caret), keep=keep)

    def _line(self, down: bool, *, keep: bool) -> None:
        carets = self._carets
        if carets is None:
            return
        aim = carets.shape(self._caret).x if self._aim is None else self._aim
        self._put(carets.down(self._caret, aim) if down else carets.up(self._caret, aim), keep=keep)
        self._aim = aim

    def _line_edge(self, end: bool, *, keep: bool, whole: bool) -> None:
        carets = self._carets
        if carets is None:
            return
        if whole:
            self._put(carets.at(len(self._edit.text) if end else 0), keep=keep)
        else:
            self._put(carets.end(self._caret) if end else carets.home(self._caret), keep=keep)

    def _put(self, caret: Caret, *, keep: bool) -> None:
        self._caret, self._aim = caret, None
        self._edit = self._edit.moved(caret.index, keep=keep)
        self._lit = True
        self._view.updateMicroFocus()
        self._view.update()

    def _set(self, edit: TextEdit) -> None:
        """What was typed: caret and selection at once, the words through the document."""
        before, self._edit = self._edit, edit
        self._aim, self._lit = None, True
        if edit.text != before.text and self.path is not None:
            path, field = self.path, self._field
            self._stage.edit(
                StepName("step.words"),
                lambda composition: set_field(composition, path, field, edit.text),
                merge_key=("words", path, field),
            )
        elif self._carets is not None:
            self._caret = self._carets.at(edit.caret)
        self._view.update()

    # input method

    def composed(self, event: QInputMethodEvent) -> bool:
        if self.path is None:
            return False
        self._take_preedit()
        words = event.commitString()
        if words or event.replacementLength():
            self._when_typed(lambda: self._set(self._edit.inserted(words)))
        self._preedit = event.preeditString()
        if self._preedit:
            shown = self._preedit
            at = self._edit.start
            self._set(self._edit.inserted(shown))
            self._edit = TextEdit(self._edit.text, at, at + len(shown))
        event.accept()
        return True

    def _take_preedit(self) -> None:
        if self._preedit:
            # What was being composed stands selected: it gives way to what comes.
            self._preedit = ""
            self._set(self._edit.inserted(""))

    def _commit_preedit(self) -> None:
        self._preedit = ""

    def cursor_rectangle(self) -> QRect:
        """Where an input method opens its list, in the view's px."""
        shape, place = self.caret_shape, self._place
        if shape is None or place is None:
            return QRect()
        top = self._to_view(Point(shape.x, shape.top))
        bottom = self._to_view(Point(shape.x, shape.bottom))
        return QRectF(top, bottom).normalized().adjusted(0, 0, 1, 0).toRect()

    # mouse

    def press(self, event: QMouseEvent, at: Point) -> bool:
        if self.path is None:
            return False
        placed = self._view.placed_layer(self.path)
        if placed is None or not placed.contains(at):
            self.leave()
            return False
        carets = self._carets
        if carets is not None and self._is_laid_out:
            keep = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._put(carets.hit(self._to_text(at)), keep=keep)
            self._selecting = True
        return True

    def move(self, event: QMouseEvent, at: Point) -> bool:
        if self.path is None:
            return False
        self._view.setCursor(Qt.CursorShape.IBeamCursor)
        if self._selecting and self._carets is not None and self._is_laid_out:
            self._put(self._carets.hit(self._to_text(at)), keep=True)
        return True

    def release(self, event: QMouseEvent, at: Point) -> bool:
        self._selecting = False
        return self.path is not None

    def double_click(self, event: QMouseEvent, at: Point) -> bool:
        if self.path is None or self._carets is None:
            return False
        start, end = self._carets.word_at(self._carets.hit(self._to_text(at)).index)
        self._set(TextEdit(self._edit.text, start, end))
        return True

    def _to_text(self, at: Point) -> Point:
        inner, place = inverse(self._transform), self._place
        local = at if inner is None else inner.apply(at)
        return local if place is None else Point(local.x - place.x, local.y - place.y)

    def _to_view(self, at: Point) -> QPointF:
        place = self._place
        x, y = (0.0, 0.0) if place is None else (place.x, place.y)
        return self._view.to_widget(self._transform.apply(Point(at.x + x, at.y + y)))

    def _toggle(self) -> None:
        self._lit = not self._lit
        self._view.update()

    def paint(self, painter: QPainter) -> None:
        carets, place = self._carets, self._place
        if self.path is None or carets is None or place is None:
            return
        if self._edit.has_selection and self._is_laid_out:
            paint_selection(painter, carets.selection(self._edit.start, self._edit.end), self._to_view)
        if not self._lit and not self._edit.has_selection:
            return
        twin = carets.twin(self._caret)
        if twin is not None:
            paint_caret(painter, carets.shape(twin), self._to_view, dim=True)
        paint_caret(painter, carets.shape(self._caret), self._to_view)
