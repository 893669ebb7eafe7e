"""How numbers, dates and counted words are written in a language: CLDR by Babel, Umm al-Qura by hijridate.

It stands in `base` because templates (`presets`), counters (`scene`) and the command line all write numbers.
Babel and hijridate are loaded when first needed, so that a program that writes none starts as fast.

Nothing here adds controls of direction: the text engine isolates ranges, signed numbers, prices and dates
where a line would reorder them (`studio.text.isolation`), and only there.
"""

NBSP = "\u00a0"
"""Holds a number and its word on one line (STYLE section 7: never break between number and unit)."""
