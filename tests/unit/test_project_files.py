"""What the tree as a whole promises: licences named, and nothing of the machine it was made on."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import studio

ROOT = Path(__file__).resolve().parents[2]
MADE = {"build", "dist", "out", "__pycache__"}
LARGEST_TEXT = 20_000_000  # bytes; Unicode's test files are text of 8 MB

# Put together here, so that this file does not contain what it looks for.
REGISTRY_HOSTS = [".".join(words) for words in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"))]
HOME_OF_A_MACHINE = re.compile(
    r"(?<![\w.~-])/(?:home|root|Users|workspace|work|builds?|farm)/\w|/tmp/\w*bash|[A-Z]:\\Users\\\w"
)


def text_files() -> Iterator[tuple[Path, str]]:
    """Yield every text file of the tree: not hidden folders of tools, nor what is made."""
    pending = [ROOT]
    while pending:
        for path in sorted(pending.pop().iterdir()):
            if path.is_symlink() or path.name in MADE or path.name.endswith(".egg-info"):
                continue
            if path.is_dir():
                if not path.name.startswith(".") or path.name == ".ci":
                    pending.append(path)
            elif path.stat().st_size <= LARGEST_TEXT:
                content = path.read_bytes()
                if b"\0" not in content[:8192]:
                    yield path.relative_to(ROOT), content.decode("utf-8", errors="replace")


def locked_packages(name: str) -> dict[str, str]:
    """Return the versions of a lock file by package name."""
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    found = (re.match(r"([a-z0-9-]+)==([^\s;\\]+)", line) for line in lines)
    return {match[1]: match[2] for match in found if match}


def test_every_locked_package_of_the_program_has_its_licence_named() -> None:
    page = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    table = page.partition("## Python packages")[2].partition("|---|---|")[2]
    named = re.findall(r"^\| ([a-z0-9-]+) \| \w", table, flags=re.MULTILINE)
    assert set(named) == set(locked_packages("runtime.txt"))


def test_every_locked_package_has_a_hash() -> None:
    for name in ("runtime.txt", "dev.txt"):
        text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
        entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE)[1:]
        assert entries
        assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_program_and_development_are_locked_to_the_same_versions() -> None:
    development = locked_packages("dev.txt")
    assert locked_packages("runtime.txt").items() <= development.items()


def test_every_direct_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[^\w-]", one, maxsplit=1)[0].lower() for one in wanted}
    assert names <= set(locked_packages("dev.txt"))


def test_no_text_names_a_package_registry() -> None:
    found = [(str(path), host) for path, text in text_files() for host in REGISTRY_HOSTS if host in text]
    assert found == []


def test_no_text_holds_a_path_of_the_machine_it_was_made_on() -> None:
    found = [
        (str(path), match[0]) for path, text in text_files() for match in HOME_OF_A_MACHINE.finditer(text)
    ]
    assert found == []


def test_every_font_family_has_its_licence_beside_it_and_is_named() -> None:
    page = (ROOT / "THIRD_PARTY.md").read_text(encoding="utf-8")
    families = [folder for folder in sorted((ROOT / "assets" / "fonts").iterdir()) if folder.is_dir()]
    assert families
    for family in families:
        licences = [path for path in family.iterdir() if path.stem.upper() in {"OFL", "LICENSE", "LICENCE"}]
        assert licences, f"no licence in {family.name}"
        assert all(path.stat().st_size > 1000 for path in licences), f"no whole licence in {family.name}"
        assert f"`{family.name}`" in page, f"{family.name} is not named in THIRD_PARTY.md"


def test_links_of_the_readme_lead_somewhere() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)", readme)
    assert [one for one in targets if "://" not in one and not (ROOT / one).exists()] == []


def test_version_is_three_numbers() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", studio.__version__)
