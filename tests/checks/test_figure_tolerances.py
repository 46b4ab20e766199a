"""A figure check is loosened or tightened by one number in its own file, and nowhere else."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pytest

from checks.check import Check, read_check
from checks.run import screen
from extract.pipeline import annotate
from extract.plain import read_text

if TYPE_CHECKING:
    from pathlib import Path

# check, its words, the same with another number, a passage, and what the file and its copy flag in it
CHANGED = [
    ("FG03", ", 0.025)", ", 0.2)", "The line is 100 miles (140 km) long.", ["140 km"], []),
    (
        "FG06",
        "(before, after)), 1)",
        "(before, after)), 9)",
        "Rents rose 50 percent, from $640 to $900.",
        ["50 percent"],
        [],
    ),
    (
        "FG07",
        "BETWEEN 2 AND 99",
        "BETWEEN 2 AND 10",
        "He said that 33.3 percent of the 20 pupils left.",
        ["33.3 percent"],
        [],
    ),
    ("FG10", "0.1 * multiple.", "0.6 * multiple.", "Sales rose tenfold, from 20 to 100 ships.", ["tenfold"], []),
    (
        "FG12",
        "* 1.03",
        "* 1.2",
        "It will pay $5.0 million (£3.8 million). A tunnel cost $20 million (£17.1 million).",
        ["£17.1 million"],
        [],
    ),
    ("FG15", "+ 0.5, 0.5)", "+ 0, 0)", "In the 44 years from 1926 to 1969 the river rose.", [], ["44 years"]),
    (
        "FG05",
        "<= 1500 *",
        "<= 9000 *",
        "The mayor drew three crowds, including 6,000 at a park and 900 at a pier.",
        [],
        ["three"],
    ),
]


def flagged(check: Check, text: str) -> list[str]:
    flags = screen(list(annotate([read_text(text)])), [check])
    return [text[flag.span_start : flag.span_end] for flag in flags]


@pytest.mark.parametrize(
    ("code", "number", "other", "text", "before", "after"), CHANGED, ids=[row[0] for row in CHANGED]
)
def test_one_number_changed_in_a_copy_of_the_file_gives_other_flags(  # noqa: PLR0917 - a row of the table
    tmp_path: Path, code: str, number: str, other: str, text: str, before: list[str], after: list[str]
) -> None:
    ours = next(file for file in (files("checks") / "sql").iterdir() if file.name.startswith(f"{code}_"))
    words = ours.read_text("utf-8")
    assert number in words
    copy = tmp_path / ours.name
    copy.write_text(words.replace(number, other), encoding="utf-8")
    assert flagged(read_check(ours.name, words), text) == before
    assert flagged(read_check(copy.name, copy.read_text("utf-8")), text) == after
