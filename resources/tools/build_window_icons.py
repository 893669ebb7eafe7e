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
adjustments alert-circle alert-triangle align-box-center-middle align-center >align-left >align-right
app-window arrow-autofit-height arrow-autofit-width >arrow-back-up >arrow-bar-to-left arrow-bear-right
arrow-down >arrow-forward-up >arrow-left >arrow-right arrow-up arrows-diagonal arrows-horizontal
arrows-left-right arrows-maximize arrows-minimize arrows-move arrows-vertical aspect-ratio badges ban
blur book border-radius box-multiple brand-instagram brand-tiktok brand-whatsapp brand-x brand-youtube
brush bulb calendar camera chart-bar chart-line check chevron-down >chevron-left >chevron-right
chevron-up circle circle-check circle-dot circle-x clipboard clipboard-text clock color-swatch command
contrast copy copy-plus crop cut dashboard database device-desktop device-floppy device-mobile device-tv
diamond diamonds dots dots-vertical download droplet >edit eraser eye eye-off file file-alert
>file-export >file-import file-plus file-text flag flip-horizontal focus-2 folder folder-open folder-plus
frame gauge geometry ghost-2 gif grid-dots grip-horizontal grip-vertical hand-stop headphones heart
>help-circle history home icons >indent-decrease >indent-increase info-circle input-search key keyboard
keyframe keyframes language layers-difference layers-intersect layers-linked layers-subtract layout
layout-board layout-bottombar layout-grid >layout-list >layout-sidebar >layout-sidebar-right letter-t
link >list >list-check >list-details loader lock lock-open magnet map-pin mask maximize menu-2 message
message-2 microphone minus mood-smile moon mouse movie music news notes package palette pencil photo
photo-off photo-plus photo-search pin pinned player-pause player-play player-skip-back
player-skip-forward player-stop player-track-next player-track-prev plus pointer presentation quote
recycle refresh repeat replace rotate rotate-clockwise ruler ruler-2 scale scissors search select >send
settings shadow shape share shield-check >sort-ascending sparkles square square-rounded stack-2
stack-back stack-front star subtitles sun swipe table table-import template text-caption
>text-direction-ltr >text-direction-rtl text-recognition text-resize text-wrap timeline transform
>transition-right trash typography unlink upload user users video video-off video-plus volume volume-2
volume-3 volume-off wand wave-sine world x zoom-in zoom-out
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
