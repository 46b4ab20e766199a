from __future__ import annotations

import pytest

from extract.attributions import read_attributions
from extract.headline_case import as_parsed, is_headline
from extract.parse import read_pages
from extract.plain import read_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mayor Backs Plan To Shut Varn Bridge", True),
        ("Mayor backs plan to shut Varn bridge", False),
        ("Ana Imre met Pal Orel in Varn on Friday", False),
        ("MAYOR BACKS PLAN TO SHUT VARN BRIDGE", False),
        ("Bridge Shut", False),
        ("", False),
    ],
)
def test_a_headline_is_known_by_its_capitals(text: str, *, expected: bool) -> None:
    assert is_headline(text) is expected


@pytest.mark.parametrize(
    ("word", "before", "parsed"),
    [("Backs", "Imre", "backs"), ("Of", "Mayor", "of"), ("Deny", "To", "deny"), ("Imre", "To", "Imre")],
)
def test_only_small_words_and_reporting_verbs_are_lowered(word: str, before: str, parsed: str) -> None:
    assert as_parsed(word, before) == parsed


def test_a_capitalised_headline_is_attributed_in_its_own_words() -> None:
    title = "Ana Imre Backs Plan To Shut Varn Bridge"
    attributions, _ = read_attributions(next(iter(read_pages([read_text("It rained.", title=title)]))))
    assert [(a.source_text, a.cue_text) for a in attributions] == [("Ana Imre", "Backs")]
    assert [title[start:end] for start, end in attributions[0].content] == ["Plan To Shut Varn Bridge"]
