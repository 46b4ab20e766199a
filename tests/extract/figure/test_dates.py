"""Dates, ranges and periods, resolved against Friday, 7 January 2022."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.figure.date.calendars import weekday_before
from extract.figure.date.ranges import read_dates
from extract.figure.lexemes import lex

FRIDAY = date(2022, 1, 7)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("on Friday, Jan. 7, 2022", "2022-01-07", "2022-01-07"),
        ("on 7 January", "2022-01-07", "2022-01-07"),
        ("on Dec. 30", "2021-12-30", "2021-12-30"),
        ("on 2022-01-07", "2022-01-07", "2022-01-07"),
        ("on 1/7/2022", "2022-01-07", "2022-01-07"),
        ("on 07.01.2022", "2022-01-07", "2022-01-07"),
        ("in March 2019", "2019-03-01", "2019-03-31"),
        ("in 2019", "2019-01-01", "2019-12-31"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("the 19th century", "1800-01-01", "1899-12-31"),
        ("since nineteen eighty-six", "1986-01-01", "1986-12-31"),
        ("on Wednesday", "2022-01-05", "2022-01-05"),
        ("yesterday", "2022-01-06", "2022-01-06"),
        ("last week", "2021-12-27", "2022-01-02"),
        ("next month", "2022-02-01", "2022-02-28"),
        ("earlier this month", "2022-01-01", "2022-01-07"),
        ("last Friday", "2021-12-31", "2021-12-31"),
        ("this past Wednesday", "2022-01-05", "2022-01-05"),
        ("Sept. 20-24, 2021", "2021-09-20", "2021-09-24"),
        ("from 26 to 28 June 2021", "2021-06-26", "2021-06-28"),
        ("2014-15", "2014-01-01", "2015-12-31"),
        ("between Nov. 18 and Dec. 19, 2015", "2015-11-18", "2015-12-19"),
        ("the first quarter of 2018", "2018-01-01", "2018-03-31"),
        ("2017 Q3", "2017-07-01", "2017-09-30"),
        ("the last week of July 2021", "2021-07-26", "2021-08-01"),
        ("Thanksgiving 2021", "2021-11-25", "2021-11-25"),
        ("Easter 2018", "2018-04-01", "2018-04-01"),
        ("August of last year", "2021-08-01", "2021-08-31"),
        ("mid-November 2021", "2021-11-11", "2021-11-20"),
        ("Tuesday of next week", "2022-01-11", "2022-01-11"),
        ("the week of Jan. 5", "2022-01-03", "2022-01-09"),
        ("the week ended Saturday, Jan. 1, 2022", "2021-12-26", "2022-01-01"),
        ("the week beginning 4 May 2021", "2021-05-04", "2021-05-10"),
        ("the week of the 18th", "2022-01-17", "2022-01-23"),
        ("week 27 of last year", "2021-07-05", "2021-07-11"),
        ("the week after next", "2022-01-17", "2022-01-23"),
        ("the year before last", "2020-01-01", "2020-12-31"),
        ("the nineteen-eighties", "1980-01-01", "1989-12-31"),
        ("the mid-90s", "1990-01-01", "1999-12-31"),
        ("next workweek", "2022-01-10", "2022-01-14"),
        ("this working week", "2022-01-03", "2022-01-07"),
        ("Labor Day weekend", "2021-09-04", "2021-09-06"),
        ("the weekend of Thanksgiving 2023", "2023-11-23", "2023-11-26"),
        ("Halloween weekend 2021", "2021-10-30", "2021-10-31"),
        ("the third month of 2021", "2021-03-01", "2021-03-31"),
        ("the 21st of this month", "2022-01-21", "2022-01-21"),
        ("this Friday, Jan. 7", "2022-01-07", "2022-01-07"),
        ("May to July 2021", "2021-05-01", "2021-07-31"),
        ("Jan-Feb 2017", "2017-01-01", "2017-02-28"),
        ("on 20th dec", "2021-12-20", "2021-12-20"),
        ("10/1-11/2/2017", "2017-10-01", "2017-11-02"),
        ("between the ninth and the seventeenth of April 2021", "2021-04-09", "2021-04-17"),
        ("late last year", "2021-09-01", "2021-12-31"),
        ("the end of the year", "2022-09-01", "2022-12-31"),
        ("a year ago", "2021-01-07", "2021-01-07"),
        ("a decade and a half ago", "2007-01-07", "2007-01-07"),
        ("in a fortnight's time", "2022-01-21", "2022-01-21"),
        ("sales to date.", "2022-01-07", "2022-01-07"),
    ],
)
def test_a_date_resolves_to_its_first_and_last_day(text: str, start: str, end: str) -> None:
    (moment,) = read_dates(lex(text), FRIDAY)
    assert (str(moment.start), str(moment.end)) == (start, end)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("on 18 and 19 December", [18, 19]),
        ("on Dec. 3, 4 and 5.", [3, 4, 5]),
        ("on Jan. 11 and 12, 2022", [11, 12]),
        ("on June 3 and 4 million people marched", [3]),
        ("on Dec. 3, 4 and 5 people fell ill", [3]),
    ],
)
def test_days_that_share_a_month_are_dates_of_their_own(text: str, days: list[int]) -> None:
    assert [moment.start.day for moment in read_dates(lex(text), FRIDAY) if moment.start] == days


@pytest.mark.parametrize(
    "text",
    [
        "she is up to date.",
        "they want to date actors",
        "half a century on",
        "a week in politics",
        "player of the week",
        "she birdied the 18th",
        "the Baltimore Sun said",
        "Jan Novak spoke",
        "you may not",
        "they march on",
        "more than 2000 people",
        "2019 kg",
        "30 February 2022",
    ],
)
def test_what_only_looks_like_a_date_does_not_resolve(text: str) -> None:
    assert [moment for moment in read_dates(lex(text), FRIDAY) if moment.start] == []


def test_a_date_that_no_calendar_has_keeps_what_was_printed() -> None:
    (moment,) = read_dates(lex("on 30 February 2022"), FRIDAY)
    assert (moment.start, moment.parts) == (None, (2022, 2, 30))


def test_a_weekday_said_with_a_date_is_kept() -> None:
    (moment,) = read_dates(lex("Saturday, July 17, 2020"), FRIDAY)
    assert (moment.weekday, moment.start) == (5, date(2020, 7, 17))


@pytest.mark.parametrize(
    ("text", "bound"),
    [("since 2014", "at_least"), ("before 2010", "under"), ("until May 3", "at_most"), ("in 2010", "exact")],
)
def test_the_word_before_a_date_bounds_it(text: str, bound: str) -> None:
    (moment,) = read_dates(lex(text), FRIDAY)
    assert moment.bound == bound


def test_without_publication_a_yearless_date_stays_unresolved() -> None:
    (moment,) = read_dates(lex("on Jan. 7"), None)
    assert (moment.start, moment.parts) == (None, (None, 1, 7))


@pytest.mark.parametrize("text", ["at 9:35 p.m.", "at 11am", "at 14:30", "at 5 o'clock"])
def test_a_time_of_day_is_no_number(text: str) -> None:
    (moment,) = read_dates(lex(text), FRIDAY)
    assert moment.kind == "time"


@given(st.integers(1583, 2199))
def test_easter_of_a_year_is_read_as_a_sunday_in_spring(year: int) -> None:
    (moment,) = read_dates(lex(f"Easter {year}"), FRIDAY)
    assert moment.start
    assert moment.start.weekday() == 6
    assert date(year, 3, 22) <= moment.start <= date(year, 4, 25)


@given(st.dates(), st.integers(0, 6))
def test_the_weekday_before_is_that_weekday_within_a_week(day: date, weekday: int) -> None:
    if day < date(1, 1, 8):
        return
    found = weekday_before(day, weekday)
    assert found.weekday() == weekday
    assert 0 <= (day - found).days < 7


@pytest.mark.parametrize(
    ("text", "parts", "weekday", "day"),
    [
        ("The ferry sailed on Friday, 5 June 2020.", (2020, 6, 5), 4, date(2020, 6, 5)),
        ("The ferry sailed on 30 February 2020.", (2020, 2, 30), None, None),
        ("The log says 2014-02-30, and no more.", (2014, 2, 30), None, None),
        ("The log says Monday 31/6/2014, and no more.", (2014, 6, 31), 0, None),
        ("It opens on Tuesday.", (None, None, None), 1, date(2020, 6, 2)),
        ("It opens tomorrow.", (None, None, None), None, date(2020, 6, 6)),
        ("It opened on Easter 2019.", (2019, None, None), None, date(2019, 4, 21)),
    ],
)
def test_a_date_keeps_what_is_printed_of_it(
    text: str, parts: tuple[int | None, ...], weekday: int | None, day: date | None
) -> None:
    found = read_dates(lex(text), date(2020, 6, 5))
    assert [(one.printed, one.weekday, one.start) for one in found] == [(parts, weekday, day)]
