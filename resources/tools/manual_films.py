"""What the manual's pictures show besides a template: a film with captions in two languages, and a sheet."""

from collections.abc import Mapping
from pathlib import Path

from studio.formats.project_file import save_project
from studio.model.project import Project

SIZES: Mapping[str, tuple[int, int]] = {"ar": (1080, 1920), "en": (1920, 1080)}
NAMES: Mapping[str, str] = {"ar": "حديث المساء", "en": "Evening talk"}
SEARCHED: Mapping[str, str] = {"ar": "كلمه", "en": "word"}
"""What is searched for in the film of the template: in Arabic as people type it, without the teh's dots."""

_TALK = (
    ("الحوار يبدأ بالإصغاء", "Dialogue begins with listening"),
    ("حين نسمع بعضنا نفهم", "When we hear each other, we understand"),
    ("كلمةٌ طيّبةٌ تغيّر يومًا كاملًا", "One kind word changes a whole day"),
    ("والكلمة القاسية تُنسى ولا تُنسى جراحها", "A harsh word is forgotten, its wounds are not"),
    ("فلنسأل قبل أن نحكم", "Let us ask before we judge"),
    ("ولنتحدث كما نحب أن يُتحدَّث إلينا", "And speak as we would like to be spoken to, every single time"),
    ("شكرًا لكم", "Thank you"),
)
_QUOTES = {
    "ar": (
        ("الاقتباس", "القائل", "المدينة"),
        ("الحوار يبني الثقة", "من كلمة الافتتاح", "عمّان"),
        ("نختلف ولا نفترق", "مشاركة من الورشة", "تونس"),
        ("الكلمة الطيبة تبدأ من شاشة صغيرة", "", "بيروت"),
        ("من يسأل لا يضل", "منسّق البرنامج", "القاهرة"),
        ("كل تعليق نكتبه يقرؤه إنسان " * 7, "متطوعة", "الرباط"),
        ("الإصغاء نصف الحوار", "من تقرير البرنامج", "بغداد"),
    ),
    "en": (
        ("Quotation", "Speaker", "City"),
        ("Dialogue builds trust", "From the opening address", "Amman"),
        ("We differ and stay together", "A participant", "Tunis"),
        ("A kind word begins on a small screen", "", "Beirut"),
        ("Who asks does not go astray", "Programme coordinator", "Cairo"),
        ("Somebody reads every comment that we write " * 5, "A volunteer", "Rabat"),
        ("Listening is half of dialogue", "Programme report", "Baghdad"),
    ),
}


def caption_film(folder: Path, language: str) -> Path:
    """A film of 20 s: a photo, music, and captions in both languages.  Raises OutputError."""
    other = "en" if language == "ar" else "ar"
    width, height = SIZES[language]
    project = Project.model_validate(
        {
            "name": NAMES[language],
            "compositions": [
                {
                    "id": "main",
                    "size": {"width": width, "height": height},
                    "duration": 20,
                    "language": language,
                    "layers": [
                        {
                            "type": "image",
                            "id": "picture",
                            "media": "asset:pictures/tea-among-friends.jpg",
                            "place": {"area": "canvas"},
                        },
                        {
                            "type": "caption",
                            "id": "captions",
                            "cues": _cues(language),
                            "second": {"cues": _cues(other), "language": other},
                        },
                    ],
                    "audio": [{"id": "music", "media": "asset:sounds/calm-dialogue.opus"}],
                }
            ],
        }
    )
    path = folder / f"{NAMES[language]}.hiwar"
    path.mkdir()
    save_project(project, path)
    return path


def sheet_file(folder: Path, language: str) -> Path:
    """Quotations, one of them too long and one without a speaker.  Raises OSError."""
    path = folder / ("اقتباسات.csv" if language == "ar" else "quotations.csv")
    path.write_text("\n".join(",".join(cell.strip() for cell in row) for row in _QUOTES[language]), "utf-8")
    return path


def _cues(language: str) -> list[dict[str, object]]:
    texts = [pair[0 if language == "ar" else 1] for pair in _TALK]
    return [{"start": at * 2.75 + 0.5, "end": at * 2.75 + 3, "text": text} for at, text in enumerate(texts)]
