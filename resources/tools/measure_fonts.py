"""Measure what the bundled fonts can do, and write it into their cards (assets/fonts/*/font.toml).

    python -m resources.tools.measure_fonts

A test compares the cards with the files, so run this after fonts have changed.  It also prints the optical
sizes of each family, for presets/design.toml.
"""

import json
import re
import sys
from pathlib import Path

from studio.presets.catalog import bundled
from studio.text.font_facts import capabilities_of, characters_of
from studio.text.font_file import open_face
from studio.text.fonts import FontCatalog, FontFamily, Kashida
from studio.text.kashida_font import kashida_capability
from studio.text.optical_size import optical_size


def measured_capabilities(family: FontFamily) -> tuple[str, ...]:
    """What every weight of a family can write."""
    by_weight = [
        capabilities_of(characters_of(open_face(source, family.name, weight) for source in sources))
        for weight, sources in family.weights.items()
    ]
    return tuple(one for one in by_weight[0] if all(one in other for other in by_weight))


def measured_kashida(family: FontFamily) -> Kashida:
    """What every weight of a family can do with a kashida: the least of them."""
    catalog = FontCatalog([family])
    order: tuple[Kashida, ...] = ("none", "swap", "stretch")
    return min(
        (kashida_capability(catalog.face(family.name, weight)) for weight in family.weights), key=order.index
    )


def write_card(card: Path, family: FontFamily) -> None:
    text = card.read_text(encoding="utf-8")
    found = json.dumps(measured_capabilities(family))
    text = re.sub(r"^capabilities = .*$", f"capabilities = {found}", text, flags=re.MULTILINE)
    text = re.sub(r'^kashida = "\w+"', f'kashida = "{measured_kashida(family)}"', text, flags=re.MULTILINE)
    card.write_text(text, encoding="utf-8")


def main() -> int:
    catalog = FontCatalog.bundled()
    design = bundled().design().fonts
    for family in catalog.families():
        if family.license_file is None:
            continue
        write_card(family.license_file.parent / "font.toml", family)
        if family.style != "emoji":
            face = catalog.face(family.name)
            size = optical_size(face, catalog.fallback("x", face))
            print(f"{family.name}: measured {size}; design {design.get(family.name)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
