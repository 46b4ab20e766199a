"""What a run asks of its data: gates, whose rows are broken data and stop it, and findings, whose rows are flags."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from checks.check import Check, CheckError
from warehouse.terms import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMENT = re.compile(r"\s*--\s*(.+)\n")
BEFORE = ("ingest.articles", "extract.spans", "claims.shape")  # suites that are asked before the checks run
AFTER = ("publish.copy",)  # and after their flags are stored
FINDINGS = {"AT": "findings.attribution", "QT": "findings.attribution", "FG": "findings.figures"}


class Question(NamedTuple):
    """One expectation: a SELECT that gives no rows when all is well; `message` says in words what it asks."""

    suite: str
    name: str
    kind: str
    severity: Severity
    message: str
    sql: str


def all_gates(suites: Sequence[str]) -> list[Question]:
    """Return the gates of the suites, one file each under checks/gates; raises when a suite has none."""
    found = []
    for suite in suites:
        folder = files("checks") / "gates" / suite.replace(".", "_")
        names = sorted(file.name for file in folder.iterdir() if file.name.endswith(".sql")) if folder.is_dir() else []
        if not names:
            raise CheckError(
                f"checks/gates/{suite} holds no .sql file: the package was built without. Install it anew."
            )
        for name in names:
            text = (folder / name).read_text("utf-8")
            says = COMMENT.match(text)
            message = says[1] if says else ""
            found.append(Question(suite, name.removesuffix(".sql"), "gate", Severity.CRITICAL, message, text))
    return found


def findings(checks: Sequence[Check]) -> list[Question]:
    """Return the checks as expectations, in the suites of their kind."""
    return [
        Question(
            FINDINGS.get(check.code[:2], "findings.other"),
            f"{check.code}_{check.name}",
            "finding",
            check.header.severity,
            check.header.title,
            check.sql,
        )
        for check in checks
    ]
