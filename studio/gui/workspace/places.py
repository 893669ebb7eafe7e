"""Where the palette can go in the open film: its markers, in the order of time."""

from functools import partial

from studio.gui.dialogs.palette import Place
from studio.gui.i18n import tr, translator
from studio.gui.workspace.stage import Stage
from studio.gui.workspace.timecode import timecode


def marker_places(stage: Stage) -> tuple[Place, ...]:
    """A place for each marker; one without a name is called by its number."""
    found = []
    markers = sorted(stage.composition.markers, key=lambda marker: marker.time)
    for number, marker in enumerate(markers, 1):
        frame = stage.rate.first_frame_from(marker.time)
        name = marker.name or tr("marker.name", number=number)
        time = translator().in_digits(timecode(frame, stage.rate))
        found.append(Place(name, time, partial(stage.seek, frame)))
    return tuple(found)
