"""`copydesk doctor`: what is in order, what is not, and how to mend it."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from copydesk.finding import Finding
from copydesk.status import Refusal, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SIGNS = {"ok": "ok  ", "warn": "warn", "fail": "FAIL"}
COLOURS = {"ok": "green", "warn": "yellow", "fail": "bold red"}


def examine(home: Path, *, as_json: bool, whole: bool = False) -> Status:
    """Print every finding; broken where one failed, partial where one is a warning."""
    findings = list(look(home, whole=whole))
    if as_json:
        print(json.dumps([finding._asdict() for finding in findings], ensure_ascii=False, indent=1))  # noqa: T201 - the answer
    else:
        _print(findings)
    states = {finding.state for finding in findings}
    return Status.BROKEN if "fail" in states else Status.PARTIAL if "warn" in states else Status.FINE


def look(home: Path, *, whole: bool = False) -> Iterator[Finding]:
    """Yield what each examination found; one that breaks is itself a finding."""
    from copydesk import examinations  # noqa: PLC0415 - lazy
    from copydesk.admission import look_at_robots  # noqa: PLC0415 - lazy
    from copydesk.alerting import look_at_alerts  # noqa: PLC0415 - lazy
    from copydesk.running import look_at_prefect  # noqa: PLC0415 - lazy
    from copydesk.stored import look_at_warehouse  # noqa: PLC0415 - lazy

    every: dict[str, Callable[[Path], Iterator[Finding]]] = {
        **examinations.ALL,
        "warehouse": partial(look_at_warehouse, whole=whole),
        "prefect": look_at_prefect,
        "robots": look_at_robots,
        "alerts": look_at_alerts,
    }
    for subject, examination in every.items():
        yield from _examined(subject, examination, home)


def _examined(subject: str, examination: Callable[[Path], Iterator[Finding]], home: Path) -> Iterator[Finding]:
    try:
        yield from examination(home)
    except Refusal:  # the finding about the settings says why
        yield Finding(subject, "warn", "not looked at, because the settings cannot be read", "Mend the settings first.")
    except Exception as fault:  # noqa: BLE001 - the doctor must not die of what it finds
        yield Finding(subject, "fail", f"{type(fault).__name__}: {fault}", "Report this with the line above.")


def _print(findings: list[Finding]) -> None:
    from rich.console import Console  # noqa: PLC0415 - lazy
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False, soft_wrap=True)
    width = max(len(finding.subject) for finding in findings)
    for finding in findings:
        line = Text(SIGNS[finding.state], style=COLOURS[finding.state])
        console.print(line.append(f"  {finding.subject:<{width}}  {finding.found}", style="not bold default"))
        if finding.state != "ok" and finding.remedy:
            console.print(f"{'':6}{'':<{width}}  → {finding.remedy}")
