"""The system's devices for sound, through miniaudio: the ways to them, and what is said without one."""

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import miniaudio

APP_NAME = "Hiwar Studio"
"""What the system's mixer shows."""


class NoDeviceError(Exception):
    """There is nothing to hear sound with."""


@contextlib.contextmanager
def device_errors() -> Iterator[None]:
    """Raises NoDeviceError for what miniaudio and the system raise inside."""
    try:
        yield
    except (miniaudio.MiniaudioError, OSError) as error:
        raise NoDeviceError(str(error)) from error


def system_backends() -> list[miniaudio.Backend]:
    """Ways to the sound card, in the order in which they are likely to work here."""
    names = miniaudio.Backend
    if sys.platform.startswith("linux"):
        # ALSA without a card, and Jack without a server, write their sorrow into the terminal.
        cards = [names.ALSA] if Path("/dev/snd/timer").exists() else []
        return [names.PULSEAUDIO, *cards]
    return [one for one in miniaudio.get_enabled_backends() if one not in (names.NULL, names.CUSTOM)]
