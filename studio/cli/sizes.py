"""Sizes of files and memory in words."""


def in_words(count: int) -> str:
    """`812 B`, `43 kB`, `5.2 MB`, `1.4 GB` (powers of 1000, as file managers count)."""
    for unit, size in (("GB", 10**9), ("MB", 10**6)):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count / 1000:.0f} kB" if count >= 1000 else f"{count} B"
