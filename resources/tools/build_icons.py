"""Remake assets/icons/icons.json from the unpacked package @tabler/icons.  Needs no network.

    python resources/tools/build_icons.py PACKAGE

PACKAGE is the folder with `icons/outline/*.svg`, `package.json` and `LICENSE` in it.  Which icons are taken,
what they are called and which of them point along the reading direction is said by the table below; path
data is copied as it is.  Marks of companies, flags and signs of one religion are left out on purpose.
"""

import json
import shutil
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

ICONS = Path(__file__).resolve().parents[2] / "assets" / "icons"

# id, Arabic, English; a `>` before the id: it points or reads along the line, so right-to-left mirrors it.
# Checks, clocks, play signs, lenses, pens and phones stay as they are; a question mark does turn: ؟
TABLE = """
users | أشخاص | People
user | شخص | Person
users-group | مجموعة | Group
message | رسالة | Message
message-circle | فقاعة حوار | Speech bubble
message-2 | تعليق | Comment
> messages | حوار | Dialogue
heart | قلب | Heart
heart-handshake | تضامن | Solidarity
heart-plus | دعم | Support
hand-stop | توقّف | Stop
ear | إصغاء | Listening
thumb-up | إعجاب | Like
mood-smile | ابتسامة | Smile
shield-check | حماية | Protection
lock | خصوصية | Privacy
ban | ممنوع | Not allowed
check | صح | Check
x | خطأ | Cross
circle-check | تم | Done
circle-x | مرفوض | Rejected
checkbox | خانة اختيار | Checkbox
list-check | قائمة تحقّق | Checklist
alert-triangle | تنبيه | Warning
info-circle | معلومة | Information
> help-circle | سؤال | Question
> arrow-right | سهم إلى الأمام | Arrow forward
> arrow-left | سهم إلى الخلف | Arrow back
arrow-up | سهم إلى أعلى | Arrow up
arrow-down | سهم إلى أسفل | Arrow down
> chevron-right | التالي | Next
> chevron-left | السابق | Previous
arrows-exchange | تبادل | Exchange
refresh | إعادة | Refresh
> trending-up | ارتفاع | Rising
> trending-down | انخفاض | Falling
plus | زائد | Plus
minus | ناقص | Minus
quote | اقتباس | Quote
search | بحث | Search
eye | عين | Eye
eye-off | إخفاء | Hidden
> share-3 | مشاركة | Share
share | شبكة مشاركة | Share network
network | شبكة | Network
link | رابط | Link
> send | إرسال | Send
phone | هاتف | Phone
mail | بريد | Mail
bell | جرس | Bell
device-mobile | هاتف محمول | Mobile phone
device-laptop | حاسوب محمول | Laptop
microphone | ميكروفون | Microphone
video | فيديو | Video
camera | كاميرا | Camera
photo | صورة | Photo
movie | فيلم | Film
player-play | تشغيل | Play
music | موسيقى | Music
> speakerphone | مكبّر صوت | Megaphone
> news | أخبار | News
presentation | عرض تدريبي | Presentation
school | تدريب | Training
certificate | شهادة | Certificate
book | كتاب | Book
bulb | فكرة | Idea
target | هدف | Target
puzzle | تكامل | Puzzle
scale | عدل | Justice
key | مفتاح | Key
award | جائزة | Award
star | نجمة | Star
gift | هدية | Gift
confetti | احتفال | Celebration
seedling | نبتة | Sprout
plant-2 | غصن | Branch
leaf | ورقة شجر | Leaf
tree | شجرة | Tree
sun | شمس | Sun
droplet | قطرة ماء | Drop of water
mug | كوب | Mug
home | بيت | Home
building-community | حيّ | Neighbourhood
world | العالم | World
map-pin | مكان | Place
map | خريطة | Map
> route | مسار | Route
calendar | تقويم | Calendar
clock | ساعة | Clock
chart-bar | رسم بياني | Bar chart
palette | ألوان | Palette
brush | فرشاة | Brush
package | صندوق | Box
lifebuoy | إغاثة | Relief
stethoscope | صحة | Health
activity | نبض | Pulse
"""


def paths_of(svg: Path) -> list[str]:
    """The stroked outlines of an icon; Tabler's first path is an empty frame of the grid."""
    root = ET.parse(svg).getroot()
    if root.get("viewBox") != "0 0 24 24" or root.get("stroke-width") != "2":
        sys.exit(f"{svg.name}: not a 24 grid with strokes of 2")
    found = []
    for element in root:
        if not element.tag.endswith("path") or element.get("transform"):
            sys.exit(f"{svg.name}: holds something else than plain paths")
        if element.get("stroke") != "none":
            found.append(" ".join((element.get("d") or "").split()))
    return found


def build(package: Path) -> None:
    about = json.loads((package / "package.json").read_text("utf-8"))
    rows = []
    for row in TABLE.strip().splitlines():
        mirrors = row.startswith(">")
        name, arabic, english = (word.strip() for word in row.lstrip(">").split("|"))
        paths = paths_of(package / "icons" / "outline" / f"{name}.svg")
        rows.append((name, {"ar": arabic, "en": english, "mirrors": mirrors, "paths": paths}))
    head = {
        "format": 1,
        "grid": 24,
        "stroke": 2,
        "source": f"Tabler Icons {about['version']}, MIT, https://tabler.io/icons",
    }
    text = json.dumps(head, ensure_ascii=False)[:-1] + ', "icons": {\n'
    text += ",\n".join(
        f"{json.dumps(name)}: {json.dumps(row, ensure_ascii=False)}" for name, row in sorted(rows)
    )
    ICONS.mkdir(parents=True, exist_ok=True)
    (ICONS / "icons.json").write_text(text + "\n}}\n", "utf-8", newline="\n")
    shutil.copyfile(package / "LICENSE", ICONS / "LICENSE")
    print(f"{len(rows)} icons in {ICONS}")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    build(Path(sys.argv[1]))
