"""A film file that captions are to be burnt into: its size, colours and sound, and what becomes of them."""

from fractions import Fraction
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from studio.base.errors import InputError, MediaError
from studio.base.time import FrameRate
from studio.encode.command import BT709
from studio.media.images import is_image
from studio.media.probe import ColorTags, open_media
from studio.media.video_index import VideoIndex, video_index
from studio.services.burning.timeline import usual_rate
from studio.services.output_place import check_film_size

CONTAINERS = {".mp4": "mp4", ".m4v": "mp4", ".mov": "mov"}
"""What is written, by a file's ending."""
_COPIED = {
    "mp4": frozenset({"aac", "mp3", "ac3", "eac3", "alac", "opus", "flac"}),
    "mov": frozenset(
        {"aac", "mp3", "ac3", "eac3", "alac", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_f32le"}
    ),
}
"""Sounds that a container holds, and that players find in it."""
_PLAIN_FORMATS = frozenset({"yuv420p", "yuvj420p"})
_SMALLEST = 16
_UNSAID = 2
_PRIMARIES = frozenset({1, *range(4, 13)})
_TRANSFERS = frozenset({1, *range(4, 19)})
_MATRICES = frozenset({1, 4, 5, 6, 7, 9, 10})
"""H.273's code points that encoders know."""


class FootageSound(Struct, frozen=True):
    """stream: its number among the file's streams of sound.  codec: as it is named.  copied: not coded
    again.  begins: where the file begins in its own clock, seconds."""

    stream: int
    codec: str
    copied: bool
    begins: Fraction


class Footage(Struct, frozen=True):
    """size: of what is made, px, upright and even.  as_decoded: its numbers stay, else they are converted to
    BT.709.  color: of what is made.  told: sentences on what cannot stay as it is."""

    index: VideoIndex
    size: tuple[int, int]
    as_decoded: bool
    color: ColorTags
    rate: FrameRate
    sound: FootageSound | None
    told: tuple[str, ...]

    @property
    def duration(self) -> Fraction:
        """Seconds from the file's beginning to the end of its last frame."""
        return max(Fraction(0), self.index.sound_offset) + self.index.duration


def container_of(output: Path) -> str:
    """The container of a file to be made.  Raises InputError for endings that are not written."""
    found = CONTAINERS.get(output.suffix.lower())
    if found is None:
        named = f"'{output.suffix}'" if output.suffix else "a name without an ending"
        raise InputError(
            f"films are not written as {named}", f"There is: {', '.join(CONTAINERS)}.", str(output)
        )
    return found


def open_footage(film: Path, container: str) -> Footage:
    """Raises MediaError for what is no film, cannot be decoded or is damaged, InputError for its size."""
    if is_image(film):
        raise MediaError("this is a picture, no film", "Choose a film.", str(film))
    index = video_index(film)
    size = index.width & ~1, index.height & ~1
    if min(size) < _SMALLEST:
        raise InputError(f"a film of {index.width} x {index.height} pixels is too small", "", str(film))
    check_film_size(*size)
    told = []
    if size != (index.width, index.height):
        told.append(
            f"{index.width} x {index.height} became {size[0]} x {size[1]}: H.264 has even sizes only, "
            "so the last row or column is left out."
        )
    upright = index.coded[::-1] if index.rotation in (90, 270) else index.coded
    plain = index.pixel_format in _PLAIN_FORMATS and upright == (index.width, index.height)
    as_decoded = plain and not (index.is_hdr or index.interlaced or index.has_alpha)
    told += _conversions(index, upright)
    color = _written_color(index) if as_decoded else BT709
    sound, more = _sound_of(film, container)
    return Footage(index, size, as_decoded, color, usual_rate(index), sound, (*told, *more))


def _conversions(index: VideoIndex, upright: tuple[int, int]) -> list[str]:
    told = []
    if index.is_hdr:
        told.append("HDR was toned down to SDR (BT.709), which every phone and platform shows alike.")
    elif index.pixel_format not in _PLAIN_FORMATS:
        told.append(
            f"Its pixels ({index.pixel_format}) became 8 bit 4:2:0 in BT.709, which plays everywhere."
        )
    if index.interlaced:
        told.append("It is interlaced: of every frame the first field is shown.")
    if upright != (index.width, index.height):
        told.append("Its pixels were not square; now they are.")
    if index.has_alpha:
        told.append("What is transparent in it is lost.")
    if index.rotation:
        told.append("It was recorded turned; now it stands upright by itself.")
    return told


def _written_color(index: VideoIndex) -> ColorTags:
    """What the file says, without what no encoder knows."""
    said = index.color
    return replace(
        said,
        primaries=said.primaries if said.primaries in _PRIMARIES else _UNSAID,
        transfer=said.transfer if said.transfer in _TRANSFERS else _UNSAID,
        matrix=said.matrix if said.matrix in _MATRICES else _UNSAID,
        full_range=said.full_range or index.pixel_format.startswith("yuvj"),
    )


def _sound_of(film: Path, container: str) -> tuple[FootageSound | None, list[str]]:
    told: list[str] = []
    with open_media(film) as opened:
        streams = opened.streams.audio
        begins = Fraction(opened.start_time or 0, 1_000_000)
        # A codec that is not known here has no decoder, and players would not know it either.
        known = [
            (number, stream.codec_context.codec.canonical_name)
            for number, stream in enumerate(streams)
            if getattr(stream, "codec_context", None) is not None
        ]
        if len(streams) and not known:
            told.append("Its sound is coded in a way that is not known, and left out.")
        elif len(streams) > 1:
            told.append(f"Of its {len(streams)} sounds the first is kept.")
    if not known:
        return None, told
    number, codec = known[0]
    copied = codec in _COPIED[container]
    if not copied:
        told.append(f"Its sound ({codec}) cannot stand in {container.upper()}: it became AAC.")
    return FootageSound(number, codec, copied, begins), told


def notes_of(film: Path) -> dict[str, str]:
    """What the file says of itself: when, where and with what it was made."""
    with open_media(film) as opened:
        said = dict(opened.metadata)
    technical = ("major_brand", "minor_version", "compatible_brands", "encoder")
    return {name: text for name, text in said.items() if name not in technical}
