"""A flag can be explained: the check and its version, the words, the evidence and the steps."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from checks.check import all_checks
from review.desk import RefusedError
from review.exports.explain import explain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Visit


def test_an_explanation_names_check_version_spans_and_steps(archived: tuple[Path, list[str]]) -> None:
    home, flags = archived
    assert flags
    told = [json.loads(explain(home, flag)) for flag in flags]
    by_check = {row["check"]["code"]: row for row in told}
    assert by_check["AT01"]["words"].startswith("More than 4,000")
    assert [span["words"] for span in by_check["FG03"]["evidence"]] == ["120 metres"]
    versions = {check.code: check.version for check in all_checks()}
    for row in told:
        assert row["check"]["version"] == versions[row["check"]["code"]]
        assert row["article"]["url"] == "https://harbour.example/bridge"
        assert row["sentence"]


def test_an_unknown_flag_is_refused_in_words(archived: tuple[Path, list[str]]) -> None:
    with pytest.raises(RefusedError, match="No flag nothing"):
        explain(archived[0], "nothing")


def test_the_desk_gives_the_same_bytes(
    archived: tuple[Path, list[str]], serve_home: Callable, visitor_to: Callable[[str], Visit]
) -> None:
    home, flags = archived
    visit = visitor_to(serve_home(home).address)
    assert visit.get(f"/flags/{flags[0]}/proof.json").text == explain(home, flags[0])
    assert visit.get("/flags/nothing/proof.json").status_code == 404
