"""Weekdays with their dates, and times of day, read against Friday, 5 June 2020."""

from __future__ import annotations

from datetime import date

import pytest

from extract.figure.date.ranges import read_dates
from extract.figure.lexemes import lex

FRIDAY = date(2020, 6, 5)


@pytest.mark.parametrize(
    ("text", "weekday", "parts"),
    [
        ("It sank on Monday night, May 4, off Osk.", 0, (None, 5, 4)),
        ("It sank on Monday – 4 May 2020.", 0, (2020, 5, 4)),
        ("It sank on Monday at noon on May 4, 2020.", 0, (2020, 5, 4)),
        ("It sank on 4 May 2020 (Monday) off Osk.", 0, (2020, 5, 4)),
        ("It sank on 4 May 2020, a Monday, off Osk.", 0, (2020, 5, 4)),
        ("It sank on MONDAY, MAY 4, 2020.", 0, (2020, 5, 4)),
        ("It sank on Monday, 4. May 2020.", 0, (2020, 5, 4)),
        ("It sank on Mon 2020-05-04.", 0, (2020, 5, 4)),
        ("It sank on Monday, 4 May 1349.", 0, (1349, 5, 4)),
        ("It sank on Monday (4 May 2020) off Osk.", 0, (2020, 5, 4)),
    ],
)
def test_a_weekday_belongs_to_the_date_beside_it(text: str, weekday: int, parts: tuple[int | None, ...]) -> None:
    (found,) = read_dates(lex(text), FRIDAY)
    assert (found.weekday, found.printed) == (weekday, parts)


def test_a_newspaper_is_no_weekday() -> None:
    (found,) = read_dates(lex("The Norvale Sun, June 4, told it."), FRIDAY)
    assert (found.weekday, found.printed) == (None, (None, 6, 4))


def test_a_time_of_day_between_weekday_and_date_stays_a_figure_of_its_own() -> None:
    weekday, time, day = read_dates(lex("It sank on Monday at 7 p.m. on May 4, 2020."), FRIDAY)
    assert (weekday.start, time.minute, day.weekday, day.printed) == (date(2020, 5, 4), 1140, 0, (2020, 5, 4))


def test_each_day_of_a_list_has_its_own_weekday() -> None:
    found = read_dates(lex("It runs on Friday, Saturday and Sunday, May 1, 2 and 3, 2020."), FRIDAY)
    assert [(day.weekday, day.start) for day in found[2:]] == [(n, date(2020, 5, n - 3)) for n in (4, 5, 6)]


def test_a_range_keeps_the_weekday_and_the_parts_of_its_first_day() -> None:
    found = read_dates(lex("It ran Saturday to Sunday, May 2-3."), FRIDAY)[-1]
    assert (found.weekday, found.printed, found.end) == (5, (None, 5, 2), date(2020, 5, 3))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The mayor will speak on Tuesday.", date(2020, 6, 9)),
        ("The mayor spoke on Tuesday.", date(2020, 6, 2)),
        ("The mayor will speak, his office said on Tuesday.", date(2020, 6, 2)),
    ],
)
def test_a_weekday_to_come_is_the_coming_one(text: str, day: date) -> None:
    assert [found.start for found in read_dates(lex(text), FRIDAY)] == [day]


def test_a_weekday_that_another_word_parts_from_a_date_is_no_part_of_it() -> None:
    found = read_dates(lex("It closes on Sunday after the June 13 vote."), FRIDAY)
    assert [day.weekday for day in found] == [6, None]


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("at 9 a.m.", 540),
        ("at 12 a.m.", 0),
        ("at 12.15pm", 735),
        ("at 14:30", 870),
        ("at 1430 GMT", 870),
        ("at 6 o'clock", 360),
        ("in 2:05:31", None),
    ],
)
def test_a_time_of_day_is_worth_its_minutes(text: str, minute: int | None) -> None:
    assert [(found.kind, found.minute) for found in read_dates(lex(text), FRIDAY)] == [("time", minute)]
