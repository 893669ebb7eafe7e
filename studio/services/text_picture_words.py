"""The words on the picture of a shaped text, in Arabic and English."""

from collections.abc import Mapping

from msgspec import Struct

from studio.text.presentation_forms import Form


class Words(Struct, frozen=True):
    """legend: (what is drawn: group, join, mark, order or level; what it means)."""

    language: str
    title: str
    leftwards: str
    rightwards: str
    level: str
    isolated: str
    comma: str
    forms: Mapping[Form, str]
    scripts: Mapping[str, str]
    legend: tuple[tuple[str, str], ...]

    @property
    def rtl(self) -> bool:
        return self.language == "ar"


ARABIC = Words(
    language="ar",
    title="كيف تتشكّل الحروف",
    leftwards="من اليمين إلى اليسار",
    rightwards="من اليسار إلى اليمين",
    level="المستوى",
    isolated="معزول",
    comma="، ",
    forms={Form.ISOLATED: "منفرد", Form.INITIAL: "أول", Form.MEDIAL: "وسط", Form.FINAL: "آخر"},
    scripts={"Arab": "عربي", "Latn": "لاتيني", "Hebr": "عبري", "Zyyy": "مشترك"},
    legend=(
        ("order", "ترتيب القراءة"),
        ("group", "حروف متصلة"),
        ("join", "وصلة"),
        ("mark", "حركة"),
        ("level", "مستوى الاتجاه"),
    ),
)

ENGLISH = Words(
    language="en",
    title="How the letters are shaped",
    leftwards="right to left",
    rightwards="left to right",
    level="Level",
    isolated="isolated",
    comma=", ",
    forms={Form.ISOLATED: "isolated", Form.INITIAL: "initial", Form.MEDIAL: "medial", Form.FINAL: "final"},
    scripts={"Arab": "Arabic", "Latn": "Latin", "Hebr": "Hebrew", "Zyyy": "common"},
    legend=(
        ("order", "reading order"),
        ("group", "joined letters"),
        ("join", "join"),
        ("mark", "mark"),
        ("level", "direction level"),
    ),
)


def words_in(language: str) -> Words:
    """Arabic for `ar`, else English."""
    return ARABIC if language == "ar" else ENGLISH
