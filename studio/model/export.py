"""What a finished film or picture should be: format and intent, in no encoder's spelling."""

from typing import Annotated, Literal

from pydantic import Field

from studio.model.document import Identifier, Model
from studio.model.parameters import Localized

Quality = Literal["draft", "standard", "high"]


class ExportProfile(Model):
    """Intent of an export.  `short_side` scales the reference canvas (1080: as designed)."""

    schema_version: Literal[1] = 1
    id: Identifier
    name: Localized
    note: Localized = Field(default_factory=dict)
    container: Literal["mp4"] = "mp4"
    quality: Quality = "standard"
    speed: Literal["fast", "balanced", "small"] = "fast"
    """How much time the encoder may take for a smaller file."""
    short_side: Annotated[int, Field(ge=64, le=4320)] | None = None
    audio_kbps: Annotated[int, Field(ge=32, le=512)] = 160
    loudness: Annotated[float, Field(ge=-40, le=-5)] | None = -14.0
    """Integrated loudness in LUFS (EBU R 128 / ITU-R BS.1770); None: as mixed."""
    true_peak: Annotated[float, Field(ge=-9, le=0)] = -1.0
    """dBTP."""
    max_megabytes: Annotated[float, Field(gt=0)] | None = None
    """Warned about when the film is larger."""
    max_seconds: Annotated[float, Field(gt=0)] | None = None
    """Warned about when the film is longer."""
    segment_seconds: Annotated[float, Field(ge=0.5, le=30)] = 2.5
    """About how long a segment is; part of what the film is, so that any number of workers makes the same."""
