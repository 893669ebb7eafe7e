"""Make assets/sounds anew: music beds and short sounds, synthesised here.  The same on every run.

    python -m resources.tools.make_sounds [NAME ...]

The beds are loops: every note and all reverberation that runs over the end goes on at the start (the whole
loop is one circle), so the seam cannot be heard.  Beds are Opus, which keeps the exact length; the short
sounds are WAV.
"""

import json
import re
import subprocess
import sys
import tempfile
import wave
from collections.abc import Callable, Sequence
from pathlib import Path

import imageio_ffmpeg
import numpy as np

from resources.tools.instruments import (
    RATE,
    Wave,
    bass,
    doum,
    filtered,
    frequency,
    mallet,
    oud,
    pad,
    pizzicato,
    rising,
    seconds,
    shaker,
    tek,
)

SOUNDS = Path(__file__).resolve().parents[2] / "assets" / "sounds"
LOUDNESS = -18.0  # LUFS
MOST_PEAK = -3.0  # dBFS
BITRATE = "128k"

# --- the loop ---


class Loop:
    """A circle of bars in 4/4 on which notes are laid; stereo."""

    def __init__(self, beats_per_minute: float, bars: int, seed: int) -> None:
        self.beat = 60 / beats_per_minute
        self.bars = bars
        self.length = round(bars * 4 * self.beat * RATE)
        self.dry = np.zeros((2, self.length))
        self.wet = np.zeros((2, self.length))
        self.chance = np.random.default_rng(seed)

    def add(self, sound: Wave, beat: float, level: float, side: float = 0.0, room: float = 0.25) -> None:
        """`side` -1 (left) ... 1; `room`: share that goes to the reverberation.  Hands are never exact."""
        at = beat * self.beat * RATE + self.chance.normal(0, 0.003) * RATE
        places = (round(at) + np.arange(len(sound))) % self.length
        level *= 1 + self.chance.normal(0, 0.06)
        for channel, share in enumerate((np.cos((side + 1) * np.pi / 4), np.sin((side + 1) * np.pi / 4))):
            np.add.at(self.dry[channel], places, sound * level * share)
            np.add.at(self.wet[channel], places, sound * level * share * room)

    def mixed(self, tail: float = 2.2) -> Wave:
        """Dry sound and a warm room, convolved around the circle."""
        time = seconds(tail)
        out = self.dry.copy()
        for channel in range(2):
            noise = filtered(self.chance.standard_normal(len(time)), 160, 3600)
            room = noise * np.exp(-time * 6.9 / tail) * rising(time / 0.012)
            room /= np.sqrt((room**2).sum())
            spectrum = np.fft.rfft(self.wet[channel]) * np.fft.rfft(room, self.length)
            out[channel] += np.fft.irfft(spectrum, self.length)
        centred: Wave = out - out.mean(axis=1, keepdims=True)
        return centred


Chord = tuple[int, Sequence[int]]  # bass note, notes of the pad
Phrase = Sequence[tuple[float, float, float]]  # beat, note, length in beats


def lay_chords(loop: Loop, chords: Sequence[Chord], level: float, bright: float) -> None:
    for bar in range(loop.bars):
        low, notes = chords[bar % len(chords)]
        for k, note in enumerate(notes):
            loop.add(
                pad(note, 4 * loop.beat, bright=bright), bar * 4, level, (-0.5, 0.1, 0.5, -0.2)[k % 4], 0.5
            )
        loop.add(pad(low, 4 * loop.beat, bright=0.5), bar * 4, level * 0.9, 0.0, 0.2)


def calm_dialogue() -> Wave:
    """Nahawand on D at 96: an oud asks, rests, and answers over warm chords."""
    loop = Loop(96, 16, 1)
    chords: list[Chord] = [
        (38, (57, 62, 65)),
        (34, (58, 62, 65)),
        (43, (58, 62, 67)),
        (33, (57, 61, 64)),
        (38, (57, 62, 65)),
        (41, (57, 60, 65)),
        (43, (58, 62, 67)),
        (38, (57, 62, 65)),
    ]
    lay_chords(loop, chords, 0.05, 1.0)
    ask: Phrase = (
        (0, 62, 1),
        (1, 64, 0.5),
        (1.5, 65, 1),
        (2.5, 67, 0.5),
        (3, 69, 2),
        (5.5, 67, 0.5),
        (6, 65, 1),
    )
    reply: Phrase = (
        (0, 70, 1),
        (1, 69, 0.5),
        (1.5, 67, 1),
        (2.5, 65, 0.5),
        (3, 64, 1),
        (4, 64, 0.5),
        (4.5, 65, 0.5),
        (5, 64, 2.5),
    )
    high: Phrase = (
        (0, 69, 1.5),
        (1.5, 70, 0.5),
        (2, 72, 1),
        (3, 70, 0.5),
        (3.5, 69, 1.5),
        (5.5, 67, 0.5),
        (6, 69, 1.5),
    )
    home: Phrase = (
        (0, 67, 1),
        (1, 65, 0.5),
        (1.5, 64, 1),
        (2.5, 65, 0.5),
        (3, 62, 0.5),
        (3.5, 61, 0.5),
        (4, 62, 3.5),
    )
    for bar, phrase in ((0, ask), (2, reply), (4, high), (6, home), (8, ask), (10, reply), (14, home)):
        for beat, note, length in phrase:
            loop.add(oud(loop.chance, note - 12, length * loop.beat + 1.2), bar * 4 + beat, 0.3, -0.15, 0.45)
            if length >= 2:  # the plectrum returns on long notes
                for again in (0.75, 1.25):
                    loop.add(oud(loop.chance, note - 12, 1.2), bar * 4 + beat + again, 0.13, -0.15, 0.45)
    for bar in range(16):
        low = chords[bar % 8][0]
        loop.add(bass(low, 3.4 * loop.beat), bar * 4, 0.2, 0, 0.08)
        notes = chords[bar % 8][1]
        for k, beat in enumerate((0.0, 1.5, 3.0)):
            loop.add(oud(loop.chance, notes[k % 3] - 12, 1.6), bar * 4 + beat, 0.1, 0.35, 0.4)
    return loop.mixed(2.6)


def steady_hope() -> Wave:
    """Ajam on C at 100: a frame drum in a soft maqsum, plucked figures that climb."""
    loop = Loop(100, 16, 2)
    chords: list[Chord] = [
        (36, (60, 64, 67)),
        (33, (60, 64, 69)),
        (41, (60, 65, 69)),
        (43, (59, 62, 67)),
        (36, (60, 64, 67)),
        (40, (59, 64, 67)),
        (41, (60, 65, 69)),
        (43, (59, 62, 67)),
    ]
    lay_chords(loop, chords, 0.042, 1.2)
    rise = (0, 2, 1, 2, 3, 2, 1, 2)
    for bar in range(16):
        low, notes = chords[bar % 8]
        ladder = (*notes, notes[0] + 12)
        for step in range(8):
            strong = 0.2 if step in (0, 3, 6) else 0.13
            note = ladder[rise[step] if bar % 4 != 3 else rise[-step - 1]]
            loop.add(
                pizzicato(loop.chance, note, 0.6), bar * 4 + step / 2, strong, 0.3 if step % 2 else -0.3, 0.3
            )
        if bar >= 8:
            for beat, note in (
                (0, notes[2]),
                (1.5, notes[1] + 12 if bar % 2 else notes[2]),
                (3, notes[0] + 12),
            ):
                loop.add(pizzicato(loop.chance, note + 12, 0.7), bar * 4 + beat, 0.12, 0.1, 0.5)
        for beat, kind, level in (
            (0, "d", 0.25),
            (0.5, "t", 0.12),
            (1.5, "t", 0.16),
            (2, "d", 0.19),
            (3, "t", 0.17),
        ):
            loop.add(
                doum(loop.chance) if kind == "d" else tek(loop.chance), bar * 4 + beat, level, 0.05, 0.22
            )
        if bar % 4 == 3:
            for beat in (3.5, 3.75):
                loop.add(tek(loop.chance), bar * 4 + beat, 0.09, 0.1, 0.25)
        for step in range(8):
            loop.add(shaker(loop.chance), bar * 4 + step / 2, 0.1 if step % 2 else 0.05, -0.4, 0.2)
        loop.add(bass(low, 1.8 * loop.beat), bar * 4, 0.15, 0, 0.05)
        loop.add(bass(low, 1.4 * loop.beat), bar * 4 + 2.5, 0.1, 0, 0.05)
    return loop.mixed(1.8)


def news_light() -> Wave:
    """A neutral pulse at 104 under figures: soft bars, a light kick, open chords."""
    loop = Loop(104, 16, 3)
    chords: list[Chord] = [
        (38, (57, 62, 64)),
        (38, (57, 62, 65)),
        (34, (58, 62, 65)),
        (41, (57, 60, 67)),
        (43, (58, 62, 65)),
        (43, (57, 62, 67)),
        (36, (55, 60, 64)),
        (33, (57, 60, 64)),
    ]
    lay_chords(loop, chords, 0.036, 0.9)
    for bar in range(16):
        low, notes = chords[bar % 8]
        for step in range(8):
            note = (notes[0], notes[2], notes[1], notes[2])[step % 4] + 12
            level = 0.16 if step in (0, 3, 6) else 0.09
            loop.add(mallet(note, 0.7), bar * 4 + step / 2, level, 0.35 if step % 2 else -0.35, 0.3)
        for beat in (0.0, 2.0):
            loop.add(doum(loop.chance), bar * 4 + beat, 0.15, 0, 0.06)
        for step in range(8):
            loop.add(shaker(loop.chance), bar * 4 + step / 2, 0.08 if step % 2 else 0.04, 0.3, 0.1)
        for beat, length in ((0.0, 1.4), (1.5, 0.9), (2.5, 1.4)):
            loop.add(bass(low, length * loop.beat), bar * 4 + beat, 0.13, 0, 0.05)
        if bar % 2 == 1:
            loop.add(mallet(notes[1] + 24, 0.8), bar * 4 + 3, 0.07, 0.0, 0.6)
    return loop.mixed(1.4)


# --- short sounds ---


def both_sides(left: Wave, right: Wave) -> Wave:
    """Stereo that starts and ends at nothing."""
    sound = np.stack([left, right])
    count = sound.shape[1]
    ends = rising(np.arange(count) / (0.002 * RATE)) * np.minimum(1, np.arange(count)[::-1] / (0.02 * RATE))
    return sound * ends


def whoosh() -> Wave:
    chance = np.random.default_rng(5)
    time = seconds(0.7)
    sides = []
    for delay in (0.0, 0.05):
        noise = chance.standard_normal(len(time))
        out = np.zeros(len(time))
        for k in range(24):  # a band that wanders up and down again
            middle = 220 * 2 ** (k / 6)
            at = 0.1 + 0.3 * k / 24 + delay
            out += (
                filtered(noise, middle * 0.8, middle * 1.25)
                * np.exp(-(((time - at) / 0.11) ** 2))
                / np.sqrt(middle)
            )
        sides.append(out * np.sin(np.pi * time / 0.7) ** 1.5)
    return both_sides(sides[0], sides[1])


def tick() -> Wave:
    time = seconds(0.09)
    sound = np.sin(2 * np.pi * 1850 * time) * np.exp(-time * 110) + 0.6 * np.sin(
        2 * np.pi * 940 * time
    ) * np.exp(-time * 80)
    return both_sides(sound, sound)


def pop() -> Wave:
    time = seconds(0.2)
    tone = 320 + 420 * (1 - np.exp(-time * 38))
    sound = np.sin(2 * np.pi * np.cumsum(tone) / RATE) * np.exp(-time * 24) * rising(time / 0.004)
    return both_sides(sound, sound)


def chime() -> Wave:
    time = seconds(0.98)
    sides = [np.zeros(len(time)), np.zeros(len(time))]
    for start, note, pan in ((0.0, 74, 0.42), (0.11, 81, 0.58)):
        tone, local = frequency(note), np.maximum(0, time - start)
        bell = sum(
            share * np.sin(2 * np.pi * tone * ratio * local) * np.exp(-local * fall)
            for ratio, share, fall in ((1, 1.0, 4.2), (2.0, 0.35, 6), (3.01, 0.16, 9), (4.7, 0.06, 15))
        )
        bell = bell * rising(local / 0.004)
        sides[0] += bell * (1 - pan)
        sides[1] += bell * pan
    fade = rising((time[-1] - time) / 0.35)
    return both_sides(sides[0] * fade, sides[1] * fade)


# --- files ---


def _write_wave(file: Path, sound: Wave) -> None:
    values = np.round(np.clip(sound, -1, 1).T * 32767).astype("<i2")
    with wave.open(str(file), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(values.tobytes())


def _ffmpeg(*arguments: str) -> str:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-hide_banner", "-nostdin", "-y", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stderr


def loudness(sound: Wave, *, short: bool) -> float:
    """In LUFS by EBU R 128: of the whole, or for a short sound the loudest 0.4 s with silence around it."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sound.wav"
        _write_wave(file, np.pad(sound, ((0, 0), (RATE // 2, RATE // 2))) if short else sound)
        said = _ffmpeg("-i", str(file), "-af", "ebur128", "-f", "null", "-")
    if short:
        return max(float(value) for value in re.findall(r"M:\s*(-?\d+\.\d+)", said))
    return float(re.findall(r"I:\s+(-?\d+\.\d+) LUFS", said)[-1])


def levelled(sound: Wave, *, short: bool) -> Wave:
    """At LOUDNESS, or as near to it as the peak allows."""
    sound = sound / np.abs(sound).max() * 10 ** (MOST_PEAK / 20)
    gain = LOUDNESS - loudness(sound, short=short)
    if gain > 0 and not short:
        sys.exit(f"too peaky: {gain:.1f} dB below {LOUDNESS} LUFS")
    return sound * 10 ** (min(0.0, gain) / 20)


BEDS: dict[str, tuple[Callable[[], Wave], int, str, str]] = {
    "calm-dialogue": (calm_dialogue, 96, "حوار هادئ: عود ونهاوند", "Calm dialogue: oud in nahawand"),
    "steady-hope": (steady_hope, 100, "أمل ثابت: دفّ ونقر أوتار", "Steady hope: frame drum, plucked strings"),
    "news-light": (news_light, 104, "أخبار وأرقام: نبض خفيف", "News and figures: a light pulse"),
}
SHORT: dict[str, tuple[Callable[[], Wave], str, str]] = {
    "whoosh": (whoosh, "هبّة ناعمة", "Soft whoosh"),
    "tick": (tick, "نقرة", "Tick"),
    "pop": (pop, "فقاعة", "Pop"),
    "chime": (chime, "رنين", "Chime"),
}


def _make_bed(name: str) -> Path:
    file = SOUNDS / f"{name}.opus"
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "bed.wav"
        _write_wave(raw, levelled(BEDS[name][0](), short=False))
        _ffmpeg(
            *("-i", str(raw), "-c:a", "libopus", "-b:a", BITRATE, "-application", "audio"),
            *("-fflags", "+bitexact", "-flags:a", "+bitexact", "-map_metadata", "-1", str(file)),
        )
    return file


def _make_short(name: str) -> Path:
    file = SOUNDS / f"{name}.wav"
    _write_wave(file, levelled(SHORT[name][0](), short=True))
    return file


def make(names: list[str]) -> None:
    unknown = [name for name in names if name not in BEDS | SHORT]
    if unknown:
        sys.exit(f"no sound {', '.join(unknown)}; there is: {', '.join(BEDS | SHORT)}")
    SOUNDS.mkdir(parents=True, exist_ok=True)
    for name in BEDS | SHORT:
        if not names or name in names:
            file = _make_bed(name) if name in BEDS else _make_short(name)
            print(f"{file.name}: {file.stat().st_size // 1000} kB")
    rows: dict[str, dict[str, object]] = {}
    for name, (_, speed, arabic, english) in BEDS.items():
        rows[name] = {"file": f"{name}.opus", "loop": True, "bpm": speed, "ar": arabic, "en": english}
    for name, (_, arabic, english) in SHORT.items():
        rows[name] = {"file": f"{name}.wav", "loop": False, "ar": arabic, "en": english}
    lines = (f"{json.dumps(name)}: {json.dumps(row, ensure_ascii=False)}" for name, row in rows.items())
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    (SOUNDS / "sounds.json").write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    make(sys.argv[1:])
