"""Instruments and drums, each a function that gives one note as samples.

Plucked strings follow K. Karplus and A. Strong, "Digital synthesis of plucked-string and drum timbres",
Computer Music Journal 7 (1983).
"""

import numpy as np
from numpy.typing import NDArray

RATE = 48_000

Wave = NDArray[np.float64]


def rising(values: Wave) -> Wave:
    """From 0 up to 1, and no further: the start of an envelope."""
    found: Wave = np.clip(values, 0.0, 1.0)
    return found


def frequency(note: float) -> float:
    """Of a MIDI note number (69 is 440 Hz; halves are quarter tones)."""
    return float(440 * 2 ** ((note - 69) / 12))


def seconds(count: float) -> Wave:
    return np.arange(round(count * RATE)) / RATE


def filtered(sound: Wave, low: float, high: float) -> Wave:
    """Smoothly limited to low ... high Hz, without shift of phase."""
    tones = np.fft.rfftfreq(2 * len(sound), 1 / RATE)
    keep = 1 / (1 + (tones / high) ** 4)
    if low > 0:
        keep *= 1 - 1 / (1 + (tones / low) ** 4)
    return np.fft.irfft(np.fft.rfft(sound, 2 * len(sound)) * keep)[: len(sound)]


def string(chance: np.random.Generator, note: float, length: float, *, bright: float, hold: float) -> Wave:
    """A plucked string; `bright` (0 ... 1) is the plectrum, `hold` the time in which it fades by 60 dB."""
    tone = frequency(note)
    period = RATE / tone - 0.5  # the averaging filter delays by half a sample
    whole = int(period)
    part = period - whole
    burst = chance.uniform(-1, 1, whole + 1)
    spectrum = np.fft.rfft(burst)
    spectrum *= 1 / (1 + (np.arange(len(spectrum)) / (4 + 40 * bright)) ** 2)
    burst = np.fft.irfft(spectrum, whole + 1)
    burst -= np.roll(burst, whole // 5)  # plucked at a fifth of the string
    burst -= burst.mean()
    loss = 10 ** (-3 / (tone * hold))
    count = round(length * RATE)
    out = np.zeros(count + whole + 1)
    out[: whole + 1] = burst / np.abs(burst).max()
    step = whole - 1  # samples that do not depend on each other
    for at in range(whole + 1, len(out), step):
        to = min(at + step, len(out))
        now, before = out[at - whole : to - whole], out[at - whole - 1 : to - whole - 1]
        after = (
            out[at - whole - 2 : to - whole - 2] if at - whole - 2 >= 0 else np.append(0, out[: to - at - 1])
        )
        held = (1 - part) * now + part * before
        held_before = (1 - part) * before + part * after
        out[at:to] = loss * 0.5 * (held + held_before)
    out = out[:count]
    return out * rising(np.arange(count)[::-1] / (0.03 * RATE))


def oud(chance: np.random.Generator, note: float, length: float) -> Wave:
    """A double course, warm, with the body's resonance near 110 to 220 Hz."""
    pair = string(chance, note - 0.03, length, bright=0.35, hold=1.7)
    pair = pair + 0.8 * string(chance, note + 0.04, length, bright=0.3, hold=1.5)
    return filtered(pair, 70, 3200) + 0.5 * filtered(pair, 90, 260)


def pizzicato(chance: np.random.Generator, note: float, length: float) -> Wave:
    return filtered(string(chance, note, min(length, 0.7), bright=0.5, hold=0.55), 120, 5000)


def pad(note: float, length: float, *, bright: float = 1.0) -> Wave:
    """Three slightly detuned voices with soft overtones, that rise and fall slowly."""
    time = seconds(length + 1.2)
    sound = np.zeros(len(time))
    for cents, share in ((-5, 0.8), (0, 1.0), (6, 0.8)):
        tone = frequency(note + cents / 100)
        for k in range(1, 9):
            if tone * k < 5000:
                fall = k**-1.7 * np.exp(-k * tone / (1500 * bright))
                sound += share * fall * np.sin(2 * np.pi * tone * k * time + k * k * 0.7 + cents)
    rise, end = 0.9, 1.5
    shape: Wave = np.sin(np.pi / 2 * rising(time / rise)) ** 2
    shape *= np.sin(np.pi / 2 * rising((time[-1] - time) / end)) ** 2
    out: Wave = sound * shape
    return out


def bass(note: float, length: float) -> Wave:
    time = seconds(length)
    tone = frequency(note)
    sound = np.sin(2 * np.pi * tone * time) + 0.25 * np.sin(4 * np.pi * tone * time) * np.exp(-time * 4)
    return sound * rising(time / 0.012) * np.exp(-time * 1.3) * rising((time[-1] - time) / 0.06)


def mallet(note: float, length: float) -> Wave:
    """A soft wooden bar."""
    time = seconds(min(length, 0.8))
    tone = frequency(note)
    sound = np.sin(2 * np.pi * tone * time) * np.exp(-time * 7)
    sound += 0.22 * np.sin(2 * np.pi * tone * 3.93 * time) * np.exp(-time * 22)
    return sound * rising(time / 0.003) * rising((time[-1] - time) / 0.02)


def doum(chance: np.random.Generator) -> Wave:
    """The low stroke of a frame drum, in the middle of the skin."""
    time = seconds(0.7)
    tone = 62 + 26 * np.exp(-time * 26)
    sound = np.sin(2 * np.pi * np.cumsum(tone) / RATE) * np.exp(-time * 7.5)
    sound += 0.35 * np.sin(2 * np.pi * 1.59 * np.cumsum(tone) / RATE) * np.exp(-time * 15)
    skin = filtered(chance.standard_normal(len(time)), 150, 900) * np.exp(-time * 45)
    return (sound + 0.35 * skin) * rising(time / 0.002)


def tek(chance: np.random.Generator) -> Wave:
    """The high stroke near the rim."""
    time = seconds(0.22)
    sound = filtered(chance.standard_normal(len(time)), 1500, 5200) * np.exp(-time * 42)
    for tone, share in ((410, 0.5), (655, 0.35), (930, 0.2)):
        sound += share * np.sin(2 * np.pi * tone * time) * np.exp(-time * 34)
    return sound * rising(time / 0.001) * 0.7


def shaker(chance: np.random.Generator) -> Wave:
    time = seconds(0.09)
    swell: Wave = np.sin(np.pi * time / 0.09) ** 2
    return filtered(chance.standard_normal(len(time)), 4500, 11000) * swell
