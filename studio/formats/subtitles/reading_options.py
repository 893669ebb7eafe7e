"""What may be asked for when subtitles are read."""

from fractions import Fraction

from msgspec import Struct


class ReadOptions(Struct, frozen=True):
    """language: BCP 47, where the file does not say it.  duration: seconds that a text without times is
    spread over; None: by reading speed.  rate: frames a second of formats that count frames (MicroDVD)."""

    language: str = ""
    duration: Fraction | None = None
    rate: Fraction | None = None
