"""Remake resources/icons/window.json, the icons of the window, from the unpacked package @tabler/icons.

    python -m resources.tools.build_window_icons PACKAGE

PACKAGE is as in build_icons.py, which makes the icons of people's films.  Needs no network.
"""

import json
import sys
from pathlib import Path

from resources.tools.build_icons import paths_of

TARGET = Path(__file__).resolve().parents[1] / "icons" / "window.json"

# A `>` before the name: it points or reads along the line, so right-to-left mirrors it.  Transport, clocks,
# checks, lenses, trims and digits stay as they are (time runs left to right in both languages).
NAMES = """
adjustments alert-circle alert-triangle >arrow-back-up >arrow-bar-to-left arrow-down >arrow-forward-up
>arrow-left >arrow-right arrow-up arrows-horizontal arrows-minimize aspect-ratio book box-multiple
brand-instagram brand-tiktok brand-whatsapp brand-x brand-youtube camera chart-bar check chevron-down
>chevron-left >chevron-right chevron-up circle circle-check circle-x clipboard clipboard-text clock
command contrast copy copy-plus cut database device-floppy diamond dots download >edit eye eye-off file
file-alert >file-export file-plus flag folder folder-open folder-plus frame gauge grid-dots headphones
history home icons info-circle key keyboard keyframe language layout layout-grid >layout-list link >list
>list-check >list-details loader lock lock-open magnet maximize menu-2 microphone minus movie music
package palette photo photo-off photo-plus player-pause player-play player-skip-back player-skip-forward
player-stop player-track-next player-track-prev plus pointer presentation refresh repeat rotate ruler-2
scale scissors search settings shadow shape share shield-check square square-rounded stack-2 star
subtitles table table-import template >text-direction-ltr >text-direction-rtl timeline transform
>transition-right trash typography unlink upload video volume volume-2 volume-off wand wave-sine x
zoom-in zoom-out
"""


def main(package: Path) -> None:
    rows = {}
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    for word in NAMES.split():
        name = word.lstrip(">")
        svg = package / "icons" / "outline" / f"{name}.svg"
        if not svg.is_file():
            print(f"left out, not there: {name}")
            continue
        rows[name] = {"mirrors": word.startswith(">"), "paths": paths_of(svg)}
    head = {"format": 1, "grid": 24, "source": f"Tabler Icons {version}, MIT, https://tabler.io/icons"}
    body = ",\n".join(f"{json.dumps(name)}: {json.dumps(row)}" for name, row in sorted(rows.items()))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(head)[:-1] + ', "icons": {\n' + body + "\n}}\n"
    TARGET.write_text(text, "utf-8", newline="\n")
    print(f"{len(rows)} icons in {TARGET.name}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
