"""The golden article: flag for flag, silence for silence, as the desk expects it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from checks.check import all_checks
from checks.run import screen
from extract.pipeline import annotate
from extract.plain import read_text

if TYPE_CHECKING:
    from pathlib import Path

    from warehouse.records import Records

LOUD = {"warning", "critical"}
NAME = "000_447176033748d1f8.txt"


@pytest.fixture(scope="module")
def records(shared_data: Path) -> Records:
    file = shared_data / "articles" / NAME
    if not file.is_file():
        pytest.skip("the sample article does not lie beside the repository")
    return next(annotate([read_text(file.read_text("utf-8"))]))


@pytest.fixture(scope="module")
def flagged(records: Records) -> list[tuple[str, str, str]]:
    text = records.article.text
    flags = screen([records], all_checks())
    return [(flag.check_code, str(flag.severity), text[flag.span_start : flag.span_end]) for flag in flags]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("AT01", "More than 3,000 people have been detained."),
        ("AT08", "It could be said that"),
        ("AT01", "near-doubling of prices"),
        ("AT03", "reflecting wider discontent with authoritarian rule"),
        ("AT04", "opening the door for a dramatic escalation"),
        ("AT14", "State media"),
        ("AT14", "a journalist in the area"),
    ],
)
def test_what_must_be_asked_is_asked_at_warning_or_above(
    flagged: list[tuple[str, str, str]], code: str, words: str
) -> None:
    assert [severity for found, severity, text in flagged if found == code and words in text and severity in LOUD]


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("AT14", "several protesters"),
        ("AT14", "one woman"),
        ("AT15", "CTV News"),
        ("AT15", "CNN"),
        ("AT06", "worst street demonstrations"),
        ("AT05", "attempted"),
    ],
)
def test_what_is_only_worth_knowing_is_told_at_info(flagged: list[tuple[str, str, str]], code: str, words: str) -> None:
    assert {severity for found, severity, text in flagged if found == code and words in text} == {"info"}


@pytest.mark.parametrize(
    "words",
    [
        "They need to be destroyed.",
        "The only thing flourishing here is corruption",
        "This is a government that is highly detached",
        "Tass",
        "a Russian-led",
    ],
)
def test_what_must_never_be_flagged_is_left_alone(flagged: list[tuple[str, str, str]], words: str) -> None:
    assert [flag for flag in flagged if words in flag[2]] == []


def test_the_page_furniture_of_the_first_line_bears_no_flag(records: Records) -> None:
    first = records.article.text.index("Kazakhstan President")
    spans = [flag.span_start for flag in screen([records], all_checks()) if flag.check_code[:2] in {"AT", "QT"}]
    assert min(spans) >= first


def test_no_other_attribution_check_speaks_at_warning_or_above(flagged: list[tuple[str, str, str]]) -> None:
    loud = [flag for flag in flagged if flag[0][:2] in {"AT", "QT"} and flag[1] in LOUD]
    assert len(loud) == 7


def test_no_figure_check_speaks_at_warning_or_above(flagged: list[tuple[str, str, str]]) -> None:
    assert [flag for flag in flagged if flag[0].startswith("FG") and flag[1] in LOUD] == []


def test_the_detained_are_asked_about_with_state_media_as_the_nearest_source(records: Records) -> None:
    text = records.article.text
    (flag,) = [
        flag
        for flag in screen([records], all_checks())
        if text[flag.span_start : flag.span_end].startswith("More than 3,000") and flag.check_code == "AT01"
    ]
    assert [(span.role, text[span.span_start : span.span_end]) for span in flag.evidence] == [
        ("nearest source", "State media")
    ]
