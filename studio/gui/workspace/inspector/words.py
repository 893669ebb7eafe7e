"""Names of fields and of their choices in the window's language."""

from studio.gui.i18n import tr, translator, words_of
from studio.gui.workspace.inspector.specs import FieldSpec


def label_of(spec: FieldSpec) -> str:
    """What a field is called: by its whole path, else by its own name."""
    known = words_of(translator().language)
    for key in (f"field.{spec.dotted.replace('.', '-')}", f"field.{spec.name}"):
        if key in known:
            return tr(key)
    return spec.name.replace("_", " ")


def choice_name(spec: FieldSpec, value: str) -> str:
    """What a choice is called: for the field, else anywhere."""
    known = words_of(translator().language)
    for key in (f"choice.{spec.name}-{value}", f"choice.{value}"):
        if key in known:
            return tr(key)
    return value


def unit_name(unit: str) -> str:
    """A unit as it is written behind a number."""
    return tr({"s": "unit.s", "%": "unit.percent"}[unit]) if unit in ("s", "%") else unit
