"""What may be asked for when subtitles are read."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """language: BCP 47, where the file does not say it.  duration: seconds that a text without times is
    spread over; None: by reading speed.  rate: frames a second of formats that count frames (MicroDVD)."""

    language: str = ""
    duration: Fraction | None = None
    rate: Fraction | None = None
