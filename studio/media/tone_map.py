"""HDR toned down to SDR: BT.2100 HLG and PQ to BT.709, as a cube of colours that a filter looks up.

nits -> kept up to a knee, rolled off above so that the brightest still differs from white (the EETF of
ITU-R BT.2390, on the largest of red, green and blue: hues stay) -> BT.709 primaries -> gamma 2.4 (BT.1886).
Diffuse white (203 nits, BT.2408) becomes a bright white just under the top.
"""

import contextlib
import hashlib
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from studio.base.files import output_errors, part_of
from studio.base.paths import cache_dir

PQ, HLG = 16, 18
"""Transfer characteristics of HDR (ITU-T H.273): SMPTE ST 2084 and ARIB STD-B67."""

_GRID = 33
_PEAK = 1000.0
"""Nits: of HLG's reference display (BT.2100), and what PQ from phones and most films is mastered to."""

_WHITE = 203.0
"""Nits that become white."""

_M1, _M2 = 2610 / 16384, 2523 / 4096 * 128
_C1, _C2, _C3 = 3424 / 4096, 2413 / 4096 * 32, 2392 / 4096 * 32
_TO_709 = np.array(
    [[1.660491, -0.587641, -0.072850], [-0.124550, 1.132900, -0.008349], [-0.018151, -0.100579, 1.118730]]
)
"""Linear BT.2020 to BT.709 (ITU-R BT.2087)."""

_LUMA = np.array([0.2627, 0.6780, 0.0593])

Values = NDArray[np.float64]


def toned(colors: Values, transfer: int) -> Values:
    """HDR signal (…, 3), 0 … 1, BT.2020 primaries, as SDR signal in BT.709; transfer: PQ or HLG."""
    nits = _pq_to_nits(colors) if transfer == PQ else _hlg_to_nits(colors)
    nits = np.minimum(nits, _PEAK)
    largest = nits.max(axis=-1, keepdims=True)
    linear = nits * (_rolled_off(largest) / np.maximum(largest, 1e-9)) / _WHITE
    return np.asarray(np.clip(linear @ _TO_709.T, 0, 1) ** (1 / 2.4))


def _pq_to_nits(signal: Values) -> Values:
    power = np.maximum(signal, 0) ** (1 / _M2)
    return np.asarray(10_000 * (np.maximum(power - _C1, 0) / (_C2 - _C3 * power)) ** (1 / _M1))


def _nits_to_pq(nits: Values) -> Values:
    power = (nits / 10_000) ** _M1
    return np.asarray(((_C1 + _C2 * power) / (1 + _C3 * power)) ** _M2)


def _hlg_to_nits(signal: Values) -> Values:
    a, b, c = 0.17883277, 0.28466892, 0.55991073
    scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
    luma = (scene @ _LUMA)[..., None]
    return np.asarray(_PEAK * np.maximum(luma, 1e-9) ** 0.2 * scene)


def _rolled_off(nits: Values) -> Values:
    """BT.2390's EETF from _PEAK to _WHITE: a Hermite spline above the knee, in PQ."""
    top = float(_nits_to_pq(np.array(_PEAK)))
    most = float(_nits_to_pq(np.array(_WHITE))) / top
    knee = 1.5 * most - 0.5
    e = _nits_to_pq(nits) / top
    t = (e - knee) / (1 - knee)
    spline = (
        (2 * t**3 - 3 * t**2 + 1) * knee + (t**3 - 2 * t**2 + t) * (1 - knee) + (-2 * t**3 + 3 * t**2) * most
    )
    return _pq_to_nits(np.where(e < knee, e, spline) * top)


@cache
def cube_file(transfer: int) -> Path:
    """The cube as a .cube file (Adobe's text format) in the cache.  Raises OutputError."""
    axis = np.linspace(0, 1, _GRID)
    # Red changes fastest in the file.
    blue, green, red = np.meshgrid(axis, axis, axis, indexing="ij")
    values = toned(np.stack([red, green, blue], axis=-1), transfer).reshape(-1, 3)
    lines = "\n".join(f"{r:.6f} {g:.6f} {b:.6f}" for r, g, b in values.tolist())
    text = f"LUT_3D_SIZE {_GRID}\n{lines}\n"
    name = hashlib.blake2b(text.encode(), digest_size=8).hexdigest()
    path = cache_dir() / f"tones-{name}.cube"
    if not path.is_file():
        with output_errors(path), part_of(path) as part, contextlib.closing(part.open("w")) as file:
            file.write(text)
    return path
