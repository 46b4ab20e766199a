"""`copydesk doctor`: what is in order, what is not, and how to mend it."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING

from copydesk.diagnosis import Diagnosis
from copydesk.status import Refusal, Status

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

SIGNS = {"ok": "ok  ", "warn": "warn", "fail": "FAIL"}
COLOURS = {"ok": "green", "warn": "yellow", "fail": "bold red"}


def examine(home: Path, *, as_json: bool, whole: bool = False) -> Status:
    """Print every diagnosis; broken where one failed, partial where one is a warning."""
    diagnoses = list(look(home, whole=whole))
    if as_json:
        print(json.dumps([diagnosis._asdict() for diagnosis in diagnoses], ensure_ascii=False, indent=1))  # noqa: T201 - the answer
    else:
        _print(diagnoses)
    states = {diagnosis.state for diagnosis in diagnoses}
    return Status.BROKEN if "fail" in states else Status.PARTIAL if "warn" in states else Status.FINE


def look(home: Path, *, whole: bool = False) -> Iterator[Diagnosis]:
    """Yield what each examination found; one that breaks is itself a diagnosis."""
    from copydesk import examinations  # noqa: PLC0415 - lazy
    from copydesk.admission import look_at_robots  # noqa: PLC0415 - lazy
    from copydesk.alerting import look_at_alerts  # noqa: PLC0415 - lazy
    from copydesk.running import look_at_prefect  # noqa: PLC0415 - lazy
    from copydesk.stored import look_at_warehouse  # noqa: PLC0415 - lazy

    every: dict[str, Callable[[Path], Iterator[Diagnosis]]] = {
        **examinations.ALL,
        "warehouse": partial(look_at_warehouse, whole=whole),
        "prefect": look_at_prefect,
        "robots": look_at_robots,
        "alerts": look_at_alerts,
    }
    for subject, examination in every.items():
        yield from _examined(subject, examination, home)


def _examined(subject: str, examination: Callable[[Path], Iterator[Diagnosis]], home: Path) -> Iterator[Diagnosis]:
    try:
        yield from examination(home)
    except Refusal:  # the diagnosis about the settings says why
        yield Diagnosis(
            subject, "warn", "not looked at, because the settings cannot be read", "Mend the settings first."
        )
    except Exception as fault:  # noqa: BLE001 - the doctor must not die of what it finds
        yield Diagnosis(subject, "fail", f"{type(fault).__name__}: {fault}", "Report this with the line above.")


def _print(diagnoses: list[Diagnosis]) -> None:
    from rich.console import Console  # noqa: PLC0415 - lazy
    from rich.text import Text  # noqa: PLC0415

    console = Console(highlight=False, soft_wrap=True)
    width = max(len(diagnosis.subject) for diagnosis in diagnoses)
    for diagnosis in diagnoses:
        line = Text(SIGNS[diagnosis.state], style=COLOURS[diagnosis.state])
        console.print(line.append(f"  {diagnosis.subject:<{width}}  {diagnosis.found}", style="not bold default"))
        if diagnosis.state != "ok" and diagnosis.remedy:
            console.print(f"{'':6}{'':<{width}}  → {diagnosis.remedy}")
