from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from extract.attribution.quotes import Quote, find_quotes


def scan(text: str) -> list[Quote]:
    place, paragraphs = 0, []
    for number, line in enumerate(text.split("\n")):
        paragraphs.append((number, place, place + len(line)))
        place += len(line) + 1
    return find_quotes(text, paragraphs)


def words(text: str) -> list[str]:
    return [text[quote.start : quote.end] for quote in scan(text)]


@pytest.mark.parametrize(
    ("text", "quotations"),
    [
        ("“We won,” she said. “We did.”", ["We won,", "We did."]),
        ('"We won," she said. "We did."', ["We won,", "We did."]),
        ("''We won,'' she said.", ["We won,"]),
        ("``We won,'' she said.", ["We won,"]),
        ("‘We won,’ she said. It’s the workers’ day.", ["We won,"]),
        ("She said 'We won it' and left; it's over.", ["We won it"]),
        ("«We won,» she said.", ["We won,"]),
        ("“We won,' she said.", ["We won,"]),
        ("'The \"smart\" meter is a lie,' she said.", ['The "smart" meter is a lie,']),
        ("“She told us ‘go home’ twice,” he said.", ["She told us ‘go home’ twice,"]),
        ("”We won,“ she said.", ["We won,"]),
        ("“We won,“ she said.", ["We won,"]),
        ('He is 6\'2" and says "hello there" often.', ["hello there"]),
        ("The ’90s were the workers’ years.", []),
        ("Rock 'n' roll and the '60s.", []),
        ("", []),
    ],
)
def test_marks_of_every_kind_open_and_close(text: str, quotations: list[str]) -> None:
    assert words(text) == quotations


def test_a_quotation_left_open_goes_on_in_the_paragraph_that_reopens_it() -> None:
    text = "“We won.\n“We will win again,” she said."
    first, second = scan(text)
    assert (first.closed, first.continues) == (False, False)
    assert (second.closed, second.continues) == (True, True)


def test_an_open_quotation_runs_through_a_paragraph_without_marks() -> None:
    assert words("“We won.\nNobody helped us.\nWe will win again,” she said.") == [
        "We won.",
        "Nobody helped us.",
        "We will win again,",
    ]


def test_a_new_quotation_after_a_closed_one_goes_on_from_nothing() -> None:
    assert [quote.continues for quote in scan("“We won.”\n“We will win again,” she said.")] == [False, False]


def test_a_closing_mark_that_lost_its_opening_quotes_its_sentence() -> None:
    assert words("It rained. We won it all,” she said.") == ["We won it all,"]


def test_a_missing_closing_mark_quotes_to_the_end_of_the_paragraph() -> None:
    assert words("She said: “We won it all\nThe bridge is shut.") == ["We won it all"]


@given(st.text(alphabet="ab .,\n\"'“”‘’«»„`´:;!?—5", max_size=120))
@settings(max_examples=1500, deadline=None)
@example("\"\n:‘5'\n5“")
def test_marks_in_any_disorder_give_quotations_inside_their_paragraphs_in_order(text: str) -> None:
    found = scan(text)
    bounds = {}
    place = 0
    for number, line in enumerate(text.split("\n")):
        bounds[number] = (place, place + len(line))
        place += len(line) + 1
    for quote in found:
        first, last = bounds[quote.paragraph]
        assert first <= quote.start < quote.end <= last
    assert [quote.start for quote in found] == sorted(quote.start for quote in found)
    assert all(one.end <= two.start for one, two in pairwise(found))


@pytest.mark.parametrize("mark", ['"', "“", "”", "'", "‘", "’", "`", "''"])
@pytest.mark.timeout(10)
def test_sixty_thousand_marks_are_scanned_at_once(mark: str) -> None:
    find_quotes(mark * 60_000, [(0, 0, len(mark) * 60_000)])
    find_quotes(f"a {mark}b" * 15_000, [(0, 0, len(f"a {mark}b") * 15_000)])
