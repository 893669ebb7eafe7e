"""What the layout could not do well, for people and for machines."""

from collections.abc import Iterable

from studio.cli.console import warn
from studio.scene.findings import Finding


def tell(findings: Iterable[Finding]) -> None:
    """Says each finding once on standard error."""
    for finding in dict.fromkeys(findings):
        warn(f"{finding.layer}: {finding.message}" if finding.layer else finding.message, finding.hint)


def as_facts(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """The findings as JSON."""
    return [
        {"kind": one.kind, "layer": one.layer, "message": one.message, "hint": one.hint}
        for one in dict.fromkeys(findings)
    ]
