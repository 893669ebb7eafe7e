"""What dialogs need of the editor that opened them."""

from dataclasses import dataclass

from studio.gui.captions.desk import CueDesk


@dataclass(frozen=True, slots=True)
class Around:
    """desk: whose captions they are about."""

    desk: CueDesk
