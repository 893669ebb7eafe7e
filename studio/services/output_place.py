"""Where a film or picture may be written, and how large it may be: said before any work is done."""

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

from studio.base.errors import InputError
from studio.base.files import check_no_file_there, output_errors
from studio.media.images import MAX_PIXELS, MAX_SIDE

_MAX_MACROBLOCKS = 139_264
"""Blocks of 16 x 16 pixels in a frame: H.264's highest level, 6.2 (ITU-T H.264, table A-1)."""
_MAX_SIDE_BLOCKS = 1055  # on one side: the root of eight times as many (A.3.1)


def check_place(output: Path, what: str, sources: Iterable[Path] = ()) -> None:
    """Says what would go wrong only at the end, and keeps devices and pipes from being replaced by files.

    what: "film" or "picture".  sources: the files that it is made of, which stay.
    Raises InputError, OutputError.
    """
    with output_errors(str(output)):  # a name that is too long is refused by any question about it
        if output.is_dir():
            raise InputError("The output is a folder.", f"Give the {what} a name in it.", str(output))
        if os.path.lexists(output) and not output.is_file():
            raise InputError("The output is no ordinary file.", f"Give the {what} a name.", str(output))
        if not output.parent.is_dir():
            check_no_file_there(output.parent)
            raise InputError(
                "The output folder does not exist.", "Make it, or choose another.", str(output.parent)
            )
    for source in sources if output.exists() else ():
        with contextlib.suppress(OSError):
            if output.samefile(source):
                raise InputError(
                    "this very file is used in what is to be made",
                    "Choose another name: the original stays.",
                    str(output),
                )
    if not os.access(output.parent, os.W_OK):
        raise InputError("The output folder cannot be written to.", "Choose another.", str(output.parent))


def check_film_size(width: int, height: int) -> None:
    """Raises InputError for frames larger than H.264 has them."""
    across, down = -(-width // 16), -(-height // 16)
    if across * down > _MAX_MACROBLOCKS or max(across, down) > _MAX_SIDE_BLOCKS:
        raise InputError(
            f"A film cannot have {width} x {height} pixels: H.264 ends at about 8192 x 4320.",
            "Make the composition smaller, or choose an export profile with a smaller side.",
        )


def check_picture_size(width: int, height: int) -> None:
    """Raises InputError for pictures that this program would not open again."""
    if max(width, height) > MAX_SIDE or width * height > MAX_PIXELS:
        raise InputError(
            f"The picture would have {width} x {height} pixels.",
            f"At most {MAX_SIDE:,} a side and {MAX_PIXELS // 1_000_000} megapixels are made: scale it less.",
        )
