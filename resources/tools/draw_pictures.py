"""Draw assets/pictures anew, or only the named ones.  The same on every run.

    python -m resources.tools.draw_pictures [NAME ...]

Illustrations for the demo and for the samples of templates: 1600 x 2000, the subject in the middle 55 % of
the width and at 35-40 % of the height, so that one picture can be cut to 9:16, 4:5, 1:1 and 16:9, with a calm
foot for words.  Nothing is darkened for text here; that is the template's work.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

from resources.tools.pictures.kit import Canvas
from resources.tools.pictures.scenes_places import city_at_dusk, painting_a_wall
from resources.tools.pictures.scenes_talk import dialogue_circle, online_meeting, two_voices
from resources.tools.pictures.scenes_work import kind_answer, tea_among_friends, workshop

PICTURES = Path(__file__).resolve().parents[2] / "assets" / "pictures"

TABLE: dict[str, tuple[Callable[[], Canvas], str, str]] = {
    "dialogue-circle": (
        dialogue_circle,
        "سبعة أشخاص يتحاورون حول طاولة مستديرة",
        "Seven people talk at a round table",
    ),
    "two-voices": (
        two_voices,
        "رجل وامرأة يتحدّثان، وتلتقي نجمتا كلامهما في قلب",
        "A man and a woman talk; the stars of their words meet in a heart",
    ),
    "workshop": (
        workshop,
        "مدرّبة أمام شاشة، ومشاركون بحواسيبهم",
        "A trainer at a screen, participants with laptops",
    ),
    "kind-answer": (
        kind_answer,
        "يد تحمل هاتفًا، ومن رسالة طيّبة تنمو نبتة",
        "A hand holds a phone; a sprout grows from a kind message",
    ),
    "city-at-dusk": (
        city_at_dusk,
        "بيوت حجرية على تلال مدينة عند الغروب",
        "Stone houses on a city's hills at dusk",
    ),
    "painting-a-wall": (
        painting_a_wall,
        "شباب يرسمون على جدار، وفتاة تحمل صندوق شتلات",
        "Young people paint a wall; one carries a box of seedlings",
    ),
    "online-meeting": (
        online_meeting,
        "تسعة مشاركين في لقاء عبر الإنترنت على شاشة حاسوب",
        "Nine people meet online on a laptop's screen",
    ),
    "tea-among-friends": (
        tea_among_friends,
        "يد تصبّ الشاي ويد تتناول الكأس",
        "One hand pours tea, another takes the glass",
    ),
}


def draw(names: list[str]) -> None:
    unknown = [name for name in names if name not in TABLE]
    if unknown:
        sys.exit(f"no picture {', '.join(unknown)}; there is: {', '.join(TABLE)}")
    for seed, (name, (scene, _, _)) in enumerate(TABLE.items(), 1):
        if not names or name in names:
            file = PICTURES / f"{name}.jpg"
            scene().save(file, seed)
            print(f"{file.name}: {file.stat().st_size // 1000} kB")
    rows = [
        f"{json.dumps(name)}: {json.dumps({'ar': arabic, 'en': english}, ensure_ascii=False)}"
        for name, (_, arabic, english) in TABLE.items()
    ]
    text = "{\n" + ",\n".join(rows) + "\n}\n"
    (PICTURES / "pictures.json").write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    draw(sys.argv[1:])
