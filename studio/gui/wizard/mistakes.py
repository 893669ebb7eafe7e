"""What is wrong with a draft, said by the names of its fields."""

from studio.base.errors import DocumentError, StudioError
from studio.gui.dialogs.error_words import in_window_language, words_of_error
from studio.gui.i18n import localized, tr
from studio.gui.wizard.draft import Draft, too_long
from studio.model.parameters import ListParameter, Parameter

_MOST = 3
"""So many are told at once; the rest follow when these are mended."""


def mistakes_in_words(draft: Draft, error: StudioError) -> str:
    """Sentences in the window's language; a field's mistake begins with the field's label."""
    if not isinstance(error, DocumentError):
        return " ".join(part for part in words_of_error(error) if part)
    said: list[str] = []
    for mistake in error.mistakes:
        steps = mistake.path.split(".")
        parameter = _parameter(draft, steps[1:]) if steps[0] == "values" else None
        if parameter is None:
            said.append(in_window_language(mistake.message))
        elif too_long(parameter, _value(draft, steps[1:])):
            said.append(tr("wizard.text_too_long", name=localized(parameter.label)))
        else:
            said.append(f"\u2068{localized(parameter.label)}\u2069: {in_window_language(mistake.message)}")
    return "\n".join(dict.fromkeys(said[:_MOST]))


def _parameter(draft: Draft, steps: list[str]) -> Parameter | None:
    try:
        parameter = draft.parameter(steps[0])
    except (KeyError, IndexError):
        return None
    if isinstance(parameter, ListParameter) and len(steps) == 3:
        return next((one for one in parameter.fields if one.id == steps[2]), parameter)
    return parameter


def _value(draft: Draft, steps: list[str]) -> object:
    return draft.value(tuple(int(step) if step.isdecimal() else step for step in steps))
