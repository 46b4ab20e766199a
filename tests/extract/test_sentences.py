from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.sentences import MOST_RUNNING, sentence_starts


def cut(text: str) -> list[str]:
    starts = sentence_starts(text)
    return [text[first:last].strip() for first, last in zip(starts, [*starts[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The bridge shut. It rained.", ["The bridge shut.", "It rained."]),
        ("Mr. Orel met Dr. Imre on Jan. 5.", ["Mr. Orel met Dr. Imre on Jan. 5."]),
        ("She left the U.S. The bill passed.", ["She left the U.S.", "The bill passed."]),
        ("The U.S. Senate voted.", ["The U.S. Senate voted."]),
        ("J. K. Orel wrote it.", ["J. K. Orel wrote it."]),
        ("“We won.” They left.", ["“We won.”", "They left."]),
        ("“Did we win?” Ana Imre asked. Yes.", ["“Did we win?” Ana Imre asked.", "Yes."]),
        ("“Stop!” he said. They ran.", ["“Stop!” he said.", "They ran."]),
        ("It rose 3.5 percent to $4.20. Prices fell.", ["It rose 3.5 percent to $4.20.", "Prices fell."]),
        ("It opens at 5 p.m. The queue is long.", ["It opens at 5 p.m.", "The queue is long."]),
        ("What now? Nobody knows.", ["What now?", "Nobody knows."]),
        ("They waited … and waited.", ["They waited … and waited."]),
        ("He works at Orel Inc. He likes it.", ["He works at Orel Inc.", "He likes it."]),
        ("It was No. 1 in May.", ["It was No. 1 in May."]),
        ("", [""]),
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(text: str, sentences: list[str]) -> None:
    assert cut(text) == sentences


def test_words_without_a_stop_are_cut_so_that_no_parse_runs_away() -> None:
    text = "word " * 5000
    starts = sentence_starts(text)
    assert all(last - first <= MOST_RUNNING for first, last in pairwise(starts))


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_any_text_is_cut_into_places_that_rise_from_its_start(text: str) -> None:
    starts = sentence_starts(text)
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert starts[-1] <= len(text)


@pytest.mark.parametrize("mark", [".", "!", '"', ".”", "...A", ". ", "—", "''", "\u200b"])
@pytest.mark.timeout(5)
def test_sixty_thousand_marks_take_no_time(mark: str) -> None:
    assert sentence_starts(mark * (60_000 // len(mark)))
