"""The figures of `studio bench` as a table for people."""

from collections.abc import Mapping, Sequence

_HEAD = ("", "ours s", "encoder s", "ratio", "MoviePy s", "times faster", "peak MiB", "MB", "encoder MB")


def tables(results: Mapping[str, Mapping[str, float]], *, small: bool = False) -> str:
    """Films beside the encoder and MoviePy, then the other workloads, a line each.

    small: says that the figures of a small run mean nothing.
    """
    films = [_film_row(name, figures) for name, figures in results.items() if "encoder_s" in figures]
    parts = [_aligned([_HEAD, *films])] if films else []
    parts += [line for name, figures in results.items() if (line := _line(name, figures))]
    if small:
        parts.append("A small run: it proves that everything works; its figures say nothing.")
    return "\n".join(parts)


def _film_row(name: str, figures: Mapping[str, float]) -> Sequence[str]:
    ours = figures["ours_s"]
    return (
        name,
        f"{ours:.2f}",
        f"{figures['encoder_s']:.2f}",
        f"{ours / figures['encoder_s']:.2f}",
        f"{figures['moviepy_s']:.1f}",
        f"{figures['moviepy_s'] / ours:.1f}",
        f"{figures['peak_mib']:.0f}",
        f"{figures['ours_mb']:.2f}",
        f"{figures['encoder_mb']:.2f}",
    )


def _line(name: str, figures: Mapping[str, float]) -> str:
    match name:
        case "W4":
            ours, floor = figures["ours_s"], figures["png_s"]
            return (
                f"W4: the stills {ours:.2f} s; compressing and writing them alone, one by one, {floor:.2f} s"
            )
        case "shaping":
            return (
                f"shaping: a line of 45 letters {figures['line_ms']:.2f} ms, of which shaping "
                f"{figures['prepare_ms']:.2f} ms, HarfBuzz alone {figures['shape_ms']:.2f} ms; "
                "a line of 60 glyphs moved by words "
                f"{figures['animated_line_ms']:.2f} ms a frame, by letters "
                f"{figures['animated_letters_ms']:.2f} ms, {figures['evaluate_letters_ms']:.2f} ms of it "
                "before drawing"
            )
        case "one_word":
            full, again = figures["full_s"], figures["again_s"]
            share = f"{again / full:.2f} of it"
            return f"one_word: in full {full:.2f} s, again with one word changed {again:.2f} s, {share}"
        case "ten_times":
            time, memory = figures["time_ratio"], figures["memory_ratio"]
            return f"ten_times: {time:.2f} times the time, {memory:.2f} times the peak memory"
        case "caption":
            ours, other = figures["ours_s"], figures["libass_s"]
            return f"caption: ours {ours:.2f} s, ffmpeg with libass {other:.2f} s, {ours / other:.2f} of it"
        case "window":
            return (
                f"window: a project open after {figures['open_s']:.2f} s, "
                f"95 of 100 seeks painted within {figures['seek_p95_ms']:.0f} ms, of selections within "
                f"{figures['select_p95_ms']:.0f} ms, of letters within {figures['typing_p95_ms']:.0f} ms, "
                f"the other language after {figures['language_s']:.2f} s, playing "
                f"{figures['play_fps']:.1f} frames/s with {figures['sound_drift_ms']:.1f} ms of drift from "
                f"the sound, the first picture after {figures['first_window_s']:.2f} s"
            )
    return ""


def _aligned(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if not column else cell.rjust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
