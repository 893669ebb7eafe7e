"""Write what HarfBuzz's own program makes of Arabic texts in the bundled fonts, for the tests.

    python -m resources.tools.make_shaping_expectations [path of hb-shape]

A second opinion is worth most from another build: take hb-shape of a Linux distribution (Debian's package
libharfbuzz-bin), whose HarfBuzz is years older than the one that the program uses. Each line of the file is a
family, a language, a text and the glyphs in the format of HarfBuzz's own tests, separated by tabs.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from studio.text.fonts import EMOJI_FAMILY, FontCatalog

OUTPUT = Path(__file__).parents[2] / "tests" / "unit" / "text" / "hb_shape_expectations.tsv"
TEXTS = (
    ("ar", "بِسْمِ اللَّهِ الرَّحْمَٰنِ الرَّحِيمِ"),
    ("ar", "رَبِّ حُبِّ"),
    ("ar", "لا لأ لإ لآ بلا السلام"),
    ("ar", "الله لله والله بالله"),
    ("ar", "مـَـرْحَبـًا"),
    ("ar", "ٱلْعَـٰلَمِينَ"),
    ("ar", "ه\u200d ع\u200dـ"),
    ("ar", "الكلمة الطيبة تفتح بابًا بين الناس"),
    ("ar", "مؤتمر شيء إيماء قرآن، نعم؟"),
    ("ur", "کہاں ہے ٹڈڑ گھر"),
    ("fa", "می\u200cخواهم گفت\u200cوگو پژوهش"),
)
"""Each one run: one script, right to left."""


def expectations(program: str) -> Iterator[str]:
    """The lines of the file. Fonts that lack a letter of a text leave it out."""
    catalog = FontCatalog.bundled()
    for family in catalog.families():
        if family.name == EMOJI_FAMILY:
            continue
        face = catalog.face(family.name, 400)
        for language, text in TEXTS:
            needed = {ord(char) for char in text if char not in "\u200c\u200d"}
            if not needed <= face.characters:
                continue
            command = [
                program, "--cluster-level=1", "--direction=rtl", "--script=Arab", f"--language={language}",
                "--no-glyph-names", "--remove-default-ignorables", f"--font-size={face.upem}",
            ]  # fmt: skip
            if face.source.variations:
                places = ",".join(f"{tag}={value:g}" for tag, value in face.source.variations)
                command.append(f"--variations={places}")
            command += [f"--face-index={face.source.index}", str(face.source.path), text]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            yield "\t".join((family.name, language, text, done.stdout.strip()))


def main() -> int:
    program = sys.argv[1] if len(sys.argv) > 1 else shutil.which("hb-shape")
    if program is None:
        print("There is no hb-shape; Debian has it in libharfbuzz-bin.", file=sys.stderr)
        return 1
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    head = f"# {version.stdout.splitlines()[0]}"
    OUTPUT.write_text("\n".join([head, *expectations(program)]) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
