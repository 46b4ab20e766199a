from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from copydesk.carets import shown, underlined, where, wrapped
from warehouse.records import ArticleId, ClaimId, Flag, FlagId
from warehouse.terms import Part, Severity


def flag(part: Part, span_start: int, span_end: int) -> Flag:
    return Flag(
        article_id=ArticleId("a"),
        flag_id=FlagId("f"),
        check_code="AT01",
        severity=Severity.WARNING,
        claim_id=ClaimId("c"),
        other_claim_id=None,
        part=part,
        span_start=span_start,
        span_end=span_end,
        message="",
        reading=None,
        evidence=(),
        check_version="",
        run_id=None,
        raised_at=None,
        gone_at=None,
    )


def test_the_carets_stand_under_the_words() -> None:
    text = "Nine ships sank.\nMore than 3,000 people were held, he said."
    start = text.index("3,000")
    assert list(underlined(text, start, start + 5, width=80)) == [
        "More than 3,000 people were held, he said.",
        "          ^^^^^",
    ]


def test_wide_letters_take_two_cells() -> None:
    assert list(underlined("東京 12 people", 3, 5, width=80)) == ["東京 12 people", "     ^^"]


def test_a_span_over_two_printed_lines_is_underlined_in_both() -> None:
    told = list(underlined("one two three four", 4, 13, width=9))
    assert told == ["one two", "    ^^^", "three", "^^^^^", "four"]


def test_a_place_in_the_text_is_line_and_column_from_one() -> None:
    assert where("ab\ncde", flag(Part.TEXT, 4, 5)) == "2:2"


def test_a_place_in_the_headline_is_named() -> None:
    assert where("A headline", flag(Part.TITLE, 0, 1)) == "headline"


@given(st.text(), st.integers(2, 120))
def test_wrapping_loses_no_character(paragraph: str, width: int) -> None:
    pieces = list(wrapped(paragraph, width))
    assert "".join(piece.words for piece in pieces) == paragraph
    assert all(paragraph[piece.start :].startswith(piece.words) for piece in pieces)


@given(st.text(min_size=1), st.data())
def test_any_span_of_any_text_can_be_underlined(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    told = "".join(underlined(text.replace("^", "v"), start, end, width=60))
    assert ("^" in told) is bool(shown(text[start:end]).strip())


@given(st.text())
def test_an_article_cannot_steer_the_terminal(text: str) -> None:
    assert not [sign for sign in shown(text) if unicodedata.category(sign) in {"Cc", "Cs"} or sign == "\u202e"]
    assert len(shown(text)) == len(text)
