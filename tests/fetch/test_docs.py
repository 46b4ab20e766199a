from __future__ import annotations

from pathlib import Path

import pytest

from fetch.reasons import REMEDIES, Reason
from fetch.settings import Settings

DOCS = (Path(__file__).parents[2] / "docs" / "sources.md").read_text("utf-8")


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_stands_in_the_row_of_its_outcome(reason: Reason) -> None:
    outcome = REMEDIES[reason].outcome
    row = next(line for line in DOCS.splitlines() if line.startswith("|") and f"`{outcome}`" in line.split("|")[1])
    assert str(reason) in [word.strip() for word in row.split("|")[2].split(",")]


@pytest.mark.parametrize("name", [name for name in Settings.model_fields if not name.endswith("_folder")])
def test_every_setting_is_there_with_its_default(name: str) -> None:
    row = next(
        line for line in DOCS.splitlines() if line.startswith(f"| `{name}`") and line in DOCS.split("[fetch]")[1]
    )
    default = Settings.model_fields[name].default
    said = row.rpartition("|")[0].rpartition("|")[2].strip()
    if isinstance(default, int | float):
        assert float(said) == default
    elif isinstance(default, frozenset):
        assert [int(port) for port in said.split(",")] == sorted(default)
    else:
        assert said.startswith(str(default)[:8] if default else "none")
