"""Dates: "Friday, Jan. 7, 2022", "7 January", "2019", "the 1990s", "2022-01-07", "last week", "Sept. 20-24".

Yearless dates take the year that puts them nearest to publication; without a publication date they stay unresolved.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from extract.calendars import (
    MONTHS,
    WEEKDAYS,
    Moment,
    day_number,
    is_month,
    month_range,
    nearest,
    past_dot,
    weekday_before,
    year_at,
    year_range,
)
from extract.lexemes import NUMERAL, WORD
from extract.number_words import kind_at, word_at
from extract.numbers import ORDINAL_ENDS, read_number
from extract.numeric_dates import numeric_date
from extract.relative_dates import relative_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from extract.lexemes import Lexeme

ABBREVIATED = frozenset({"mon", "tue", "wed", "thu", "fri", "sat", "sun", "mar", "may", "march"})
SURE_YEAR, CENTURY = 1700, 100
PEOPLE = frozenset({"people", "men", "women", "children", "jobs"})
YEAR_AFTER = frozenset(
    {"in", "since", "from", "until", "and", "before", "after", "of", "by", "to", "between", "year", "through"}
)
BRACKETS = frozenset({"(", "-", "–", "/", "'", "’", '"', "“", "~", "="})


def date_at(lexemes: Sequence[Lexeme], i: int, published: date | None) -> Moment | None:
    """Return the one date that begins at lexeme i."""
    if i >= len(lexemes):
        return None
    word = lexemes[i]
    if word.kind == WORD:
        if word.low in WEEKDAYS and (word.text[0].isupper() or word.low not in ABBREVIATED):
            return _weekday(lexemes, i, published)
        if word.low in MONTHS and is_month(lexemes, i):
            return _month_first(lexemes, i, published)
        return relative_date(lexemes, i, published) or _ordinal(lexemes, i, published)
    if word.kind == NUMERAL:
        return numeric_date(lexemes, i, published) or _day_first(lexemes, i, published) or _year(lexemes, i)
    return None


def _weekday(lexemes: Sequence[Lexeme], i: int, published: date | None) -> Moment | None:
    """Read a weekday, alone or before the date it belongs to ("Friday, Jan. 7", "Tuesday the 11th", "Friday 7/6")."""
    at = past_dot(lexemes, i + 1)
    at += word_at(lexemes, at) in {",", "("}
    at += word_at(lexemes, at) == "the"
    rest = date_at(lexemes, at, published) if word_at(lexemes, at) not in WEEKDAYS else None
    if rest and rest.parts and rest.parts[2] and rest.kind == "date":
        return rest._replace(first=i, weekday=WEEKDAYS[lexemes[i].low])
    day = weekday_before(published, WEEKDAYS[lexemes[i].low]) if published else None
    return Moment("date", i, past_dot(lexemes, i + 1), day, day, weekday=WEEKDAYS[lexemes[i].low])


def _month_first(lexemes: Sequence[Lexeme], i: int, published: date | None) -> Moment | None:
    month, at = MONTHS[lexemes[i].low], past_dot(lexemes, i + 1)
    joined = at + (word_at(lexemes, at) in {"/", "-", ",", "of", "in"})
    year = year_at(lexemes, at) or year_at(lexemes, joined)
    if year:
        last = (at if year_at(lexemes, at) else joined) + 1
        return Moment("date", i, last, *month_range(year, month), parts=(year, month, None))
    glue = at + (word_at(lexemes, at) in {"/", ","} and kind_at(lexemes, at + 1) == NUMERAL)
    day = day_number(lexemes, glue)
    if day:
        return _with_year(lexemes, i, (month, day[0]), day[1], published)
    if lexemes[i].low in ABBREVIATED and word_at(lexemes, i - 1) not in YEAR_AFTER | {
        "last",
        "next",
        "this",
        "in",
        "early",
        "late",
        "mid",
        "-",
    }:
        return None
    start, end = nearest(month, None, published)
    return Moment("date", i, at if len(lexemes[i].low) <= len("sept") else i + 1, start, end, parts=(None, month, None))


def _with_year(lexemes: Sequence[Lexeme], i: int, when: tuple[int, int], at: int, published: date | None) -> Moment:
    """Return a month and day with the year that may follow: ", 2022", "2022", "in 2022", "of 1995"."""
    joined = at + (word_at(lexemes, at) in {",", "in", "of", "-", "/"})
    year = year_at(lexemes, at) or year_at(lexemes, joined)
    if year and word_at(lexemes, at) == "-" and not lexemes[joined].glued:
        year = None
    last = (at if year_at(lexemes, at) else joined) + 1 if year else at
    start, end = nearest(*when, published, year)
    return Moment("date", i, last, start, end, parts=(year, *when))


def _day_first(lexemes: Sequence[Lexeme], i: int, published: date | None) -> Moment | None:
    """Read "7 January 2022", "second of August", "05-Aug-2016", "the twenty third day of September"."""
    day = day_number(lexemes, i)
    if not day:
        return None
    value, at = day
    at += word_at(lexemes, at) == "day"
    at += word_at(lexemes, at) in {"of", "-", "/"}
    word = lexemes[at] if at < len(lexemes) else None
    if word is None or word.low not in MONTHS or not is_month(lexemes, at):
        return None
    return _with_year(lexemes, i, (MONTHS[word.low], value), past_dot(lexemes, at + 1), published)


def _ordinal(lexemes: Sequence[Lexeme], i: int, published: date | None) -> Moment | None:
    """Read a date that begins with a worded day ("second of August") or a century ("the nineteenth century")."""
    number = read_number(lexemes, i)
    if number is None or number.form not in {"ordinal", "words"}:
        return None
    return _century(lexemes, i) or _day_first(lexemes, i, published)


def _century(lexemes: Sequence[Lexeme], i: int) -> Moment | None:
    number = read_number(lexemes, i)
    if number is None or number.form != "ordinal" or word_at(lexemes, number.last) not in {"century", "centuries"}:
        return None
    century = int(number.value or 0)
    if not 1 <= century <= CENTURY - 1:
        return None
    start = date(max((century - 1) * CENTURY, 1), 1, 1)
    return Moment("range", i, number.last + 1, start, year_range((century - 1) * CENTURY + CENTURY - 1)[1])


def _year(lexemes: Sequence[Lexeme], i: int) -> Moment | None:
    """Read a century, a bare year or a decade: four digits that no unit or scale follows."""
    if word_at(lexemes, i + 1) in ORDINAL_ENDS:
        return _century(lexemes, i)
    year = year_at(lexemes, i)
    before = word_at(lexemes, i - 1)
    if year is None or (lexemes[i].glued and before not in BRACKETS):
        return None
    after = lexemes[i + 1] if i + 1 < len(lexemes) else None
    if after is not None and after.low == "s" and year % 10 == 0 and (after.glued or before == "the"):
        return Moment("range", i, i + 2, date(year, 1, 1), date(year + 9, 12, 31))
    if (year < SURE_YEAR and before not in YEAR_AFTER - {"of", "by"}) or (after is not None and _other(year, after)):
        return None
    return Moment("date", i, i + 1, *year_range(year), parts=(year, None, None))


def _other(year: int, after: Lexeme) -> bool:
    """Whether the word after shows that four digits are no year: a unit, a code, or people ("2000 people")."""
    if (after.glued and after.kind == WORD) or after.low in {"%", "percent", "°"}:
        return True
    counted = after.low in PEOPLE or (after.low.endswith("s") and len(after.low) > len("does"))
    return after.kind == WORD and year % CENTURY == 0 and counted
