"""What a ledger says a figure is of is plain English, whatever was read of it."""

from __future__ import annotations

from typing import Any

import pytest

from extract.pipeline import annotate
from extract.plain import read_text
from review.pages.ledger import of_what, reading
from review.vocabulary import READS

NOTHING = {"counted": None, "unit": "count", "unit_name": "", "event": None, "place": None, "reads": []}


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        ({"counted": "people", "event": "death", "place": "Osk"}, "people, Osk; “death”"),
        ({"event": "come", "reads": ["negated"]}, "not “come”"),
        ({"counted": "boat", "event": "come", "reads": ["negated", "earlier"]}, "boat; not “come”; an earlier figure"),
        ({"counted": "boat", "event": "be", "reads": ["negated"]}, "boat; said not to be so"),
        ({"counted": "boat", "event": "boat"}, "boat"),
        ({"reads": ["conditional"]}, "expected or supposed"),
        ({"unit_name": "crew"}, "crew"),
        ({}, ""),
    ],
)
def test_of_what_says_things_first_then_what_happens_then_how_it_is_told(figure: dict[str, Any], words: str) -> None:
    assert of_what(NOTHING | figure) == words


def test_a_negated_statement_is_told_as_one() -> None:
    text = "“Fourteen did not come home,” said Mara Lind. Not one of the 31 boats was lost in 2019, and 9 may be sold."
    [read] = annotate([read_text(text, url="https://osk.example/1", outlet="Post")])
    told = {one.text: of_what({name: getattr(one, name) for name in NOTHING}) for one in read.figures}
    assert told["Fourteen"] == "not “come”"
    assert not any(words.startswith("come") or "negated" in words for words in told.values())


def test_a_time_is_read_as_the_hour_that_it_is() -> None:
    text = "The alarm rang at 4.40 pm and the ferry left at 9 am, the harbour said. It took 5 minutes."
    [read] = annotate([read_text(text, url="https://osk.example/3", outlet="Post")])
    names = ("dimension", "time_start", "low", "high", "value", "change", "bound", "unit", "unit_name")
    told = {one.text: reading({name: getattr(one, name) for name in names}) for one in read.figures}
    assert told == {"4.40 pm": "16:40", "9 am": "09:00", "5 minutes": "5 minute"}


def test_every_reading_of_a_figure_has_words() -> None:
    asked = (
        "Was it 12 boats? “Was it 14?” asked Ida Lind. If 3 boats sank, 9 of the 12 boats are left. It was 4 before."
    )
    [read] = annotate([read_text(asked, url="https://osk.example/2", outlet="Post")])
    found = {name for one in read.figures for name in one.reads}
    assert found
    assert found <= READS.keys()
