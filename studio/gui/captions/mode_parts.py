"""What dialogs need of the editor that opened them."""

from msgspec import Struct

from studio.gui.captions.desk import CueDesk


class Around(Struct, frozen=True):
    """desk: whose captions they are about."""

    desk: CueDesk
