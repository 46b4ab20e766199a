"""Which numbers of an article are tolls, of which kind, and which of each kind is the main one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from extract.pipeline import annotate
from extract.plain import read_text
from extract.tolls import read_tolls

if TYPE_CHECKING:
    from warehouse.kinship import Toll
    from warehouse.records import Records

FRIDAY = datetime(2031, 5, 2, 12, tzinfo=UTC)


def article(text: str, title: str = "") -> Records:
    return next(iter(annotate([read_text(text, title=title, url="https://a.example/1", published_at=FRIDAY)])))


def tolls(records: Records) -> list[tuple[str, str, Toll]]:
    words = {figure.figure_id: figure.text for figure in records.figures}
    return [(toll.toll, words[toll.figure_id], toll) for toll in read_tolls(records)]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Shells hit Osk on Wednesday. They killed 7 people, the mayor said.", 30),
        ("Shells hit Osk on Wednesday. On Thursday they killed 7 people.", 1),
        ("Shells killed 7 people in Osk, the mayor said on Thursday.", None),
        ("Shells killed 7 people in Osk, more than on any previous day.", None),
        ("Shells hit Osk again. They killed 7 people. Osk will vote on Wednesday.", None),
    ],
)
def test_the_day_of_a_toll_is_its_own_or_that_of_the_lead_before_it_not_that_of_the_words(
    text: str, day: int | None
) -> None:
    found = [toll.day.day if toll.day else None for _, words, toll in tolls(article(text)) if words == "7"]
    assert found == [day]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The blast at Osk left 3 killed and 30 wounded, the mayor said.", ["killed 3", "wounded 30"]),
        ("The blast killed 3 people and wounded 30 in Osk.", ["killed 3", "wounded 30"]),
        ("Gunmen stormed the inn in Osk, killing 4 guests and injuring 9.", ["killed 4", "wounded 9"]),
        ("The death toll from the flood in Osk has reached 112, the mayor said.", ["killed 112"]),
        ("Police in Osk detained more than 750 people at the march.", ["arrested more than 750"]),
        ("The fire in Osk destroyed 14 houses and a mill.", []),
        ("Jets flew 13 raids on Osk, killing 31 fighters.", ["killed 31"]),
    ],
)
def test_a_number_is_told_by_the_word_that_is_its_own(text: str, kinds: list[str]) -> None:
    assert [f"{kind} {words}" for kind, words, _ in tolls(article(text))] == kinds


def mains(records: Records) -> list[str]:
    return [f"{kind} {words}" for kind, words, toll in tolls(records) if toll.is_main]


def test_the_main_toll_is_the_headlines_as_the_lead_has_it() -> None:
    text = "A blast at the quarry near Osk killed 213 people on Friday. In Merrin, a fire killed 4 people last week."
    assert mains(article(text, title="More than 200 dead after blast near Osk")) == ["killed 213"]


def test_a_part_of_a_toll_and_a_toll_of_another_time_are_no_main_tolls() -> None:
    text = (
        "Two medics were among at least 31 people killed in the blast near Osk. "
        "The war has killed 9,000 people since it began in 2019."
    )
    assert mains(article(text)) == ["killed at least 31"]


def test_a_toll_says_of_whom_how_where_and_when() -> None:
    text = (
        "An air strike on the harbour of Osk killed 12 civilians on Thursday. "
        "Four people died in Merrin, including the gunman. Floods killed 45 people in the past 24 hours."
    )
    found = [toll for _, _, toll in tolls(article(text))]
    assert (found[0].who, found[0].means) == (("civilians",), ("air",))
    assert "Osk" in found[0].places
    assert str(found[0].day) == "2031-05-01"
    assert [toll.with_attacker for toll in found] == [False, True, False]
    assert [toll.period for toll in found] == [None, None, "past 24 hours"]
