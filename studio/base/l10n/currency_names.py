"""Arabic names of the currencies that are counted most, in all forms.

CLDR gives many of them in one form only (`٣ دينار أردني`), and names Lebanon's pound as nobody there does.
"""

from collections.abc import Mapping

from studio.base.l10n import NBSP

Forms = Mapping[str, str]

_NOUNS: Mapping[str, tuple[str, str, str, str]] = {
    # one, two, three to ten, eleven and more
    "دينار": ("دينار", "ديناران", "دنانير", "دينارًا"),
    "ريال": ("ريال", "ريالان", "ريالات", "ريالًا"),
    "درهم": ("درهم", "درهمان", "دراهم", "درهمًا"),
    "جنيه": ("جنيه", "جنيهان", "جنيهات", "جنيهًا"),
    "دولار": ("دولار", "دولاران", "دولارات", "دولارًا"),
    "شيكل": ("شيكل", "شيكلان", "شواكل", "شيكلًا"),
    "ليرة": ("ليرة", "ليرتان", "ليرات", "ليرة"),
    "أوقية": ("أوقية", "أوقيتان", "أوقيات", "أوقية"),
}


def _forms(noun: str, adjective: str = "") -> Forms:
    """adjective: in its masculine form; plurals of things take the feminine singular."""
    one, two, few, many = _NOUNS[noun]
    feminine = noun.endswith("ة")
    if adjective:
        her = adjective + "ة"
        dual = her[:-1] + "تان" if feminine else adjective + "ان"
        suits = (her, dual, her, her) if feminine else (adjective, dual, her, adjective + "ًا")
        one, two, few, many = (f"{a} {b}" for a, b in zip((one, two, few, many), suits, strict=True))
    alone = "واحدة" if feminine else "واحد"
    counted = {
        "one": f"{one} {alone}",
        "two": two,
        "few": f"# {few}",
        "many": f"# {many}",
        "other": f"# {one}",
    }
    return {category: form.replace("# ", f"#{NBSP}") for category, form in counted.items()}


ARABIC_CURRENCIES: Mapping[str, Forms] = {
    "JOD": _forms("دينار", "أردني"),
    "IQD": _forms("دينار", "عراقي"),
    "KWD": _forms("دينار", "كويتي"),
    "BHD": _forms("دينار", "بحريني"),
    "TND": _forms("دينار", "تونسي"),
    "DZD": _forms("دينار", "جزائري"),
    "LYD": _forms("دينار", "ليبي"),
    "SAR": _forms("ريال", "سعودي"),
    "QAR": _forms("ريال", "قطري"),
    "OMR": _forms("ريال", "عماني"),
    "YER": _forms("ريال", "يمني"),
    "AED": _forms("درهم", "إماراتي"),
    "MAD": _forms("درهم", "مغربي"),
    "EGP": _forms("جنيه", "مصري"),
    "SDG": _forms("جنيه", "سوداني"),
    "GBP": _forms("جنيه", "إسترليني"),
    "SYP": _forms("ليرة", "سوري"),
    "LBP": _forms("ليرة", "لبناني"),
    "TRY": _forms("ليرة", "تركي"),
    "USD": _forms("دولار", "أمريكي"),
    "ILS": _forms("شيكل"),
    "MRU": _forms("أوقية", "موريتاني"),
    "EUR": {
        "one": "يورو واحد",
        "two": f"#{NBSP}يورو",
        "other": f"#{NBSP}يورو",
    },
}
"""By ISO 4217 code; `#` stands for the number."""
