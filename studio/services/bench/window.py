"""The window, measured in processes of its own, without a screen: seeking, playing with sound, starting."""

import json
import statistics
import tempfile
from pathlib import Path

from studio.services.bench.child import module_command, run_measured

_MODULE = "studio.gui.measure"  # started, not imported: services know no window


def measure_window(work: Path, seeks: int, seconds: float, starts: int) -> dict[str, float]:
    """The demonstration's film in the workspace at the size of a small laptop.

    open_s: from asking for the project to its first frame on the canvas, the first time in the program.
    seek_p95_ms: from asking to painted, of random seeks after a first pass.  select_p95_ms: from selecting a
    layer until the inspector with its fields is painted.  typing_p95_ms: from a letter's key to the picture
    with it, the motion tiles open.  language_s: until the window stands in the other language, the slower
    way of the two.  play_fps: other frames painted in a second of playing.
    sound_drift_ms: how much later, against what is heard, frames are shown at the end of playing than at its
    beginning.  first_window_s: from the start of the process to the first picture of Start, the median.

    seeks: how many.  seconds: of playing.  starts: of the program; one more is not counted.
    Raises EncodeError when the window fails.
    """
    with tempfile.TemporaryDirectory(prefix="window-", dir=work) as place:
        folder = Path(place)
        own = {
            "QT_QPA_PLATFORM": "offscreen",
            "HIWAR_CONFIG_DIR": str(folder / "config"),
            "HIWAR_DATA_DIR": str(folder / "data"),
        }

        def run(*arguments: str) -> dict[str, float]:
            done = run_measured(module_command(_MODULE, *arguments), folder / "cache", more=own)
            figures: dict[str, float] = json.loads(done.output.splitlines()[-1])
            return figures

        times = [run("start")["first_window_s"] for _ in range(starts + 1)][1:]
        figures = run("work", str(folder), str(seeks), str(seconds))
    names = (
        *("open_s", "seek_p95_ms", "select_p95_ms", "typing_p95_ms"),
        *("language_s", "play_fps", "sound_drift_ms"),
    )
    return {**{name: figures[name] for name in names}, "first_window_s": statistics.median(times)}
