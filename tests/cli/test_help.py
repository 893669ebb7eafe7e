"""The help is quick and teaches."""

import subprocess
import sys

import pytest

from studio.cli.app import COMMANDS
from tests.cli.conftest import Studio

HEAVY = ("PySide6", "av", "numpy", "pydantic", "rich", "PIL", "multiprocessing", "uharfbuzz")

LOADED = """
import sys
sys.argv = ["studio", "--help"]
from studio.cli.__main__ import main
assert "typer" not in sys.modules, "the entry point alone imports nothing"
try:
    main()
except SystemExit as end:
    assert end.code == 0
print(*sorted(name for name in sys.modules if "." not in name), file=sys.stderr)
"""


def test_help_imports_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, encoding="utf-8", check=True)
    assert set(done.stderr.split()) & set(HEAVY) == set()
    assert "typer" in done.stderr.split()


def test_help_names_every_command(studio: Studio) -> None:
    answer = studio("--help")
    assert answer.code == 0
    assert [name for name in COMMANDS if f"\n  {name} " not in answer.out] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_teaches_by_examples(studio: Studio, name: str) -> None:
    answer = studio(name, "--help")
    assert answer.code == 0
    assert f"Examples:\n    studio {name} " in answer.out or f"Examples:\n    studio {name}\n" in answer.out
    assert "--json" in answer.out


def test_no_command_at_all_shows_the_help(studio: Studio) -> None:
    answer = studio()
    assert answer.code == 2
    assert "Start here:" in answer.out + answer.err


def test_a_misspelt_command_is_guessed(studio: Studio) -> None:
    answer = studio("rendr")
    assert answer.code == 2
    assert "Did you mean 'render'?" in answer.err


def test_a_wrong_option_ends_with_2_and_is_json_when_asked_for(studio: Studio) -> None:
    answer = studio("render", "--bogus", "--json")
    assert answer.code == 2
    assert "--bogus" in answer.error()["message"]


def test_version(studio: Studio) -> None:
    answer = studio("--version")
    assert answer.code == 0
    assert answer.out.startswith("studio ")
