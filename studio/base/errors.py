"""The one family of errors that people are meant to read.

Every error that reaches a person is a `StudioError`: what happened, what to do about it, and where.
The command line prints `message` and `hint` on stderr and exits with `exit_code`; the window shows the
same words.  Cancelling is not an error: services return it as a result (see `studio.base.cancellation`).
"""

from collections.abc import Sequence

from msgspec import Struct


class StudioError(Exception):
    """Something went wrong that the person at the keyboard can understand.

    message: one sentence, what happened.
    hint: one sentence, what to do about it (may be empty).
    where: file, path inside a file, layer or segment that it is about (may be empty).
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "", where: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.where = where

    def __str__(self) -> str:
        text = f"{self.where}: {self.message}" if self.where else self.message
        return f"{text}\n{self.hint}" if self.hint else text

    def __reduce__(self) -> tuple[object, ...]:
        # Exceptions with several arguments do not survive pickling between worker processes by default.
        return (_rebuild, (type(self), self.message, self.hint, self.where, dict(self.__dict__)))


def _rebuild(
    kind: type[StudioError], message: str, hint: str, where: str, state: dict[str, object]
) -> StudioError:
    error = kind.__new__(kind)
    StudioError.__init__(error, message, hint, where)
    error.__dict__.update(state)
    return error


class InputError(StudioError):
    """What was given (a file, a value, an option) cannot be used.  Exit code 2."""

    exit_code = 2


class Mistake(Struct, frozen=True):
    """One mistake in a document: where it stands (`layers.2.opacity`), its line if known, and why."""

    path: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        line = f"line {self.line}" if self.line is not None else ""
        place = ", ".join(part for part in (line, self.path) if part)
        return f"{place}: {self.message}" if place else self.message


_MOST_TOLD = 200
"""More mistakes than this have one reason, and nobody reads them."""


class DocumentError(InputError):
    """A project, template or preset file with mistakes; all of them at once."""

    def __init__(self, where: str, mistakes: Sequence[Mistake], hint: str = "") -> None:
        self.mistakes = tuple(mistakes)
        count = len(self.mistakes)
        lines = "\n".join(f"  {mistake}" for mistake in self.mistakes[:_MOST_TOLD])
        if count > _MOST_TOLD:
            lines += f"\n  and {count - _MOST_TOLD} more"
        noun = "mistake" if count == 1 else "mistakes"
        super().__init__(f"{count} {noun} found\n{lines}", hint, where)


class MediaError(InputError):
    """A picture, sound or film that cannot be read or is not safe to read."""


class FontError(InputError):
    """A font file that is no font, or a font that lacks what is needed."""


class EncodeError(StudioError):
    """The encoder failed.  `log` is what it said last; finished segments are kept."""

    def __init__(self, message: str, hint: str = "", where: str = "", log: str = "") -> None:
        super().__init__(message, hint, where)
        self.log = log


class OutputError(InputError):
    """The result cannot be written where it was asked for (read-only, missing, full)."""
