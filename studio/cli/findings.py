"""What the layout could not do well, for people and for machines."""

from collections.abc import Iterable

from studio.cli.console import warn
from studio.scene.findings import Finding


def tell(findings: Iterable[Finding]) -> None:
    """Says each finding once on standard error; of very many, the first."""
    found = tuple(dict.fromkeys(findings))
    for finding in found[:_TOLD]:
        warn(f"{finding.layer}: {finding.message}" if finding.layer else finding.message, finding.hint)
    if len(found) > _TOLD:
        warn(f"There are {len(found) - _TOLD} more such findings.", "--json tells them all.")


_TOLD = 20


def as_facts(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """The findings as JSON."""
    return [
        {"kind": one.kind, "layer": one.layer, "message": one.message, "hint": one.hint}
        for one in dict.fromkeys(findings)
    ]
