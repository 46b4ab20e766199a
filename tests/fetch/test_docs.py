from __future__ import annotations

from pathlib import Path

import pytest

from fetch.reasons import REMEDIES, Reason

DOCS = (Path(__file__).parents[2] / "docs" / "sources.md").read_text("utf-8")


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_stands_in_the_row_of_its_outcome(reason: Reason) -> None:
    outcome = REMEDIES[reason].outcome
    row = next(line for line in DOCS.splitlines() if line.startswith("|") and f"`{outcome}`" in line.split("|")[1])
    assert str(reason) in [word.strip() for word in row.split("|")[2].split(",")]
