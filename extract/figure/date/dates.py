"""Dates: "Friday, Jan. 7, 2022", "7 January", "2019", "the 1990s", "2022-01-07", "last week", "Sept. 20-24".

Yearless dates take the year that puts them nearest to publication; without a publication date they stay unresolved.
"""

from __future__ import annotations

from datetime import date, timedelta

from extract.figure.date.calendars import (
    CERTAIN,
    FIRST_YEAR,
    MONTHS,
    MONTHS_A_YEAR,
    WEEKDAYS,
    Moment,
    Parts,
    Published,
    day_number,
    is_month,
    made,
    month_range,
    moved_month,
    past_dot,
    said,
    weekday_before,
    year_at,
    year_span,
)
from extract.figure.date.decades import HUNDREDS, century, decade, decade_of, measures
from extract.figure.date.numeric import numeric_date
from extract.figure.date.relative import STARTS as RELATIVE
from extract.figure.date.relative import relative_date, week_of
from extract.figure.lexemes import NUMERAL, SIGN, WORD, Lexeme, Lexemes
from extract.figure.number.numbers import ORDINAL_ENDS, read_number
from extract.figure.number.words import ORDINALS, SMALL, TENS
from extract.figure.unit.units import read_unit
from extract.figure.vocabulary import CALENDAR

ABBREVIATED, YEAR_AFTER = CALENDAR.abbreviated, CALENDAR.before_a_year
SURE_YEAR, EARLIEST_YEAR, CENTURY = 1700, 1000, 100
DECADES = {word[:-1] + "ies": value for word, value in TENS.items() if word != "fourty"}
PEOPLE = frozenset({"people", "men", "women", "children", "jobs"})
WORDED = frozenset([*ORDINALS, *SMALL, *TENS])
MONEY = frozenset("$£€¥")
PAST, NEAR = frozenset({"said", "told", "announced", "added", "reported"}), 10  # "said on Friday it will"
BRACKETS = frozenset({"(", "-", "–", "/", "'", "’", '"', "“", "~", "="})


STARTERS = frozenset(RELATIVE) | frozenset(MONTHS) | frozenset(WEEKDAYS) | frozenset(DECADES)
STARTERS |= {"ago", "date", "fortnight", "workweek"}  # say that a paragraph may hold a date
STARTERS = frozenset(word for word in STARTERS if len(word) > len("h") and word not in {"the", "cy"})


def date_at(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Return the one date that begins at lexeme i."""
    kind = lexemes[i].kind
    if kind == WORD:
        return _worded(lexemes, i, published)
    if kind != NUMERAL:
        return None
    return (
        numeric_date(lexemes, i, published)
        or _year_month(lexemes, i)
        or _day_first(lexemes, i, published)
        or week_of(lexemes, i, published)
        or _year(lexemes, i)
    )


def _worded(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    word = lexemes[i]
    if word.low == "sun" and i and lexemes[i - 1].text[:1].isupper() and lexemes[i - 1].low != "on":
        return None  # the Edmonton Sun, August 16
    if word.low in WEEKDAYS and (word.text[:1].isupper() or word.low not in ABBREVIATED):
        return _weekday(lexemes, i, published)
    if word.low in MONTHS and is_month(lexemes, i):
        return _month_first(lexemes, i, published)
    if word.low in DECADES:
        return decade(lexemes, i, DECADES[word.low], 1)
    if word.low in HUNDREDS:
        said = decade_of(lexemes, i, DECADES)
        if said:
            return said
    return relative_date(lexemes, i, published) or _ordinal(lexemes, i, published)


def _weekday(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Read a weekday, alone or before the date it belongs to ("Friday, Jan. 7", "Tuesday the 11th", "Friday 7/6")."""
    at = past_dot(lexemes, i + 1)
    at += lexemes[at].low in {",", "("}
    at += lexemes[at].low == "the"
    rest = date_at(lexemes, at, published) if lexemes[at].low not in WEEKDAYS else None
    if rest and rest.parts.day and rest.kind == "date":
        closed = "(" in {word.text for word in lexemes[i:at]} and lexemes[rest.last].low == ")"
        return rest._replace(first=i, last=rest.last + closed, weekday=WEEKDAYS[lexemes[i].low])
    of_week = _of_week(lexemes, i, published)
    if of_week:
        return of_week
    number = day_number(lexemes, at)
    after = number[1] if number else i
    ended = lexemes[after].low == "and" or (lexemes[after].low not in {"-", "–"} and lexemes[after].kind != WORD)
    if number and published and ended:
        day = _that_weekday(published, WEEKDAYS[lexemes[i].low], number[0])
        weekday = WEEKDAYS[lexemes[i].low]
        return Moment("date", i, number[1], day, day, Parts(day=number[0]), weekday) if day else None
    if lexemes[i].low in ABBREVIATED:
        return None  # the Baltimore Sun
    until = published + timedelta(days=6) if published and _to_come(lexemes, i) else published
    day = weekday_before(until, WEEKDAYS[lexemes[i].low]) if until else None
    return Moment("date", i, past_dot(lexemes, i + 1), day, day, weekday=WEEKDAYS[lexemes[i].low])


def _to_come(lexemes: Lexemes, i: int) -> bool:
    """Whether the clause says that the weekday at lexeme i is to come: "will meet on Friday"."""
    for at in range(i - 1, max(i - NEAR, 0) - 1, -1):
        if lexemes[at].low in CALENDAR.future:
            return True
        if lexemes[at].low in PAST or lexemes[at].kind == SIGN:
            return False
    return False


def _of_week(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Read "Tuesday of next week", "Monday of the following week"."""
    at = i + 2 + (lexemes[i + 2].low == "the")
    week = relative_date(lexemes, at, published) if lexemes[i + 1].low == "of" else None
    if week is None or lexemes[week.last - 1].low != "week" or week.start is None:
        return None
    day = week.start + timedelta(days=WEEKDAYS[lexemes[i].low])
    return Moment("date", i, week.last, day, day, weekday=WEEKDAYS[lexemes[i].low])


def _that_weekday(published: date, weekday: int, day: int) -> date | None:
    """Return the date nearest to publication that is this weekday and this day of the month ("Friday 13th")."""
    months = [moved_month(published.year, published.month, by) for by in range(-MONTHS_A_YEAR, MONTHS_A_YEAR + 1)]
    known = [found for month in months if (found := made(*month, day)) and found.weekday() == weekday]
    return min(known, key=lambda found: abs((found - published).days), default=None)


def _month_first(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    month, at = MONTHS[lexemes[i].low], past_dot(lexemes, i + 1)
    joined = at + (lexemes[at].low in {"/", "-", ",", "of", "in"})
    year = year_span(lexemes, at) or year_span(lexemes, joined)
    if year and not (joined == at and day_number(lexemes, at) and year_at(lexemes, at) is None):
        return said(i, year[1], Parts(year[0], month))
    dashed = lexemes[at].low == "-" and lexemes[at + 2].low == "-" and year_at(lexemes, at + 3) is not None
    glue = at + ((lexemes[at].low in {"/", ","} and lexemes[at + 1].kind == NUMERAL) or dashed)
    glue += lexemes[glue].low == "the" and day_number(lexemes, glue + 1) is not None
    tied = lexemes[at].low == "-" and lexemes[at].glued and lexemes[at + 1].kind == NUMERAL  # Jun-15
    glue += tied and glue == at and lexemes[at + 1].glued and lexemes[i].text[:1].isupper()
    day = day_number(lexemes, glue)
    if day:
        return _with_year(lexemes, i, (month, day[0]), day[1], published)
    ranged = lexemes[at].low in {"to", "-", "–"} and lexemes[at + 1].low in MONTHS  # "May to July"
    placed = lexemes[i - 1].low in YEAR_AFTER | CALENDAR.before_a_bare_month
    if lexemes[i].low in ABBREVIATED and not (ranged or placed):
        return None
    shift = relative_date(lexemes, joined, published) if lexemes[joined + 1].low == "year" else None
    if shift and shift.start:  # August of last year
        return Moment("date", i, shift.last, *month_range(shift.start.year, month), parts=Parts(month=month))
    return said(i, at if len(lexemes[i].low) <= len("sept") else i + 1, Parts(month=month), published)


def _with_year(lexemes: Lexemes, i: int, when: tuple[int, int], at: int, published: Published) -> Moment:
    """Return a month and day with the year that may follow: ", 2022", "2022", "in 2022", "of 1995"."""
    joined = at + (lexemes[at].low in {",", "in", "of", "-", "/"})
    found = year_span(lexemes, at) or year_span(lexemes, joined)
    found = found or _early_year(lexemes, at) or _early_year(lexemes, joined)
    if found and lexemes[at].low == "-" and not lexemes[joined].glued:
        found = None
    year, last = found or (None, at)
    return said(i, last, Parts(year, *when), published)


def _early_year(lexemes: Lexemes, i: int) -> tuple[int, int] | None:
    """Return a year of the Middle Ages, which only a day and month before it make a year: "13 October 1307"."""
    text = lexemes[i].low
    early = len(text) == len("1307") and text.isdigit() and EARLIEST_YEAR <= int(text) < FIRST_YEAR
    return (int(text), i + 1) if early else None


def _year_month(lexemes: Lexemes, i: int) -> Moment | None:
    """Read "2019-Aug-01", "2019/aug/1", "2017 April"."""
    year, sign = year_at(lexemes, i), lexemes[i + 1].low
    if year and sign in CERTAIN and not lexemes[i].glued and day_number(lexemes, i + 2) is None:
        return said(i, i + 2, Parts(year, MONTHS[sign]))
    if year is None or sign not in {"-", "/"} or lexemes[i + 3].low != sign or lexemes[i + 2].low not in MONTHS:
        return None
    day = day_number(lexemes, i + 4)
    if day is None:
        return None
    return said(i, day[1], Parts(year, MONTHS[lexemes[i + 2].low], day[0]))


def _day_first(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Read "7 January 2022", "second of August", "05-Aug-2016", "the twenty third day of September"."""
    day = day_number(lexemes, i)
    if not day or (lexemes[i].glued and lexemes[i - 1].low in MONEY) or lexemes[i - 1].low in MONEY:
        return None
    value, at = day
    if lexemes[at].low == "day" and lexemes[at + 1].low == "of":
        return _day_of(lexemes, i, value, at + 2, published)
    if lexemes[at - 1].low in ORDINAL_ENDS or lexemes[i].kind == WORD:
        this = _day_of(lexemes, i, value, at + (lexemes[at].low == "of"), published, named=False)
        if this:
            return this  # the 21st of this month
    at += lexemes[at].low in {"of", "-", "/"} or (lexemes[at].low == "." and lexemes[at].glued)  # 21. April
    word = lexemes[at]
    if word.low not in MONTHS or not is_month(lexemes, at):
        return None
    return _with_year(lexemes, i, (MONTHS[word.low], value), past_dot(lexemes, at + 1), published)


def _day_of(lexemes: Lexemes, i: int, day: int, at: int, published: Published, *, named: bool = True) -> Moment | None:
    """Read "the 15th day of next month", "the twenty third day of September"."""
    word = lexemes[at]
    if named and word.low in MONTHS and is_month(lexemes, at):
        return _with_year(lexemes, i, (MONTHS[word.low], day), past_dot(lexemes, at + 1), published)
    by = {"the": 0, "this": 0, "next": 1, "last": -1}.get(lexemes[at].low)
    if by is None or lexemes[at + 1].low != "month":
        return None
    when = made(*moved_month(published.year, published.month, by), day) if published else None
    return Moment("date", i, at + 2, when, when)


def _ordinal(lexemes: Lexemes, i: int, published: Published) -> Moment | None:
    """Read a date that begins with a worded day ("second of August") or a century ("the nineteenth century")."""
    number = read_number(lexemes, i) if lexemes[i].low in WORDED else None
    if number is None or number.form not in {"ordinal", "words"}:
        return None
    return (
        century(lexemes, i)
        or _day_first(lexemes, i, published)
        or week_of(lexemes, i, published)
        or _in_words(lexemes, i)
    )


def _in_words(lexemes: Lexemes, i: int) -> Moment | None:
    """Read a year in words after a preposition: "in nineteen ninety-six", "since two thousand and fifteen"."""
    found = year_span(lexemes, i) if lexemes[i - 1].low in {"in", "since", "until"} else None
    if found is None or (lexemes[found[1]].kind == WORD and lexemes[found[1]].low not in {"and", "or", "but", "when"}):
        return None
    return said(i, found[1], Parts(found[0]))


def _year(lexemes: Lexemes, i: int) -> Moment | None:
    """Read a century, a bare year or a decade: four digits that no unit or scale follows."""
    if lexemes[i + 1].low in ORDINAL_ENDS:
        return century(lexemes, i)
    if lexemes[i + 1].low == "s" and len(lexemes[i].text) == len("90") and lexemes[i].text[1:] == "0":
        return None if measures(lexemes, i) else decade(lexemes, i, int(lexemes[i].text), 2)
    year = year_at(lexemes, i)
    before = lexemes[i - 1].low
    if year is None or (lexemes[i].glued and before not in BRACKETS):
        return None
    after = lexemes[i + 1]
    if after.low == "s" and year % 10 == 0 and (after.glued or before in {"the", "in", "since"}):
        return Moment("range", i, i + 2, date(year, 1, 1), date(year + 9, 12, 31))
    measured = before not in YEAR_AFTER and after.text.islower() and read_unit(lexemes, i + 1)
    early = year < SURE_YEAR and before not in YEAR_AFTER - {"of", "by"}
    if early or measured or _other(year, after):
        return None
    return said(i, i + 1, Parts(year))


def _other(year: int, after: Lexeme) -> bool:
    """Whether the word after shows that four digits are no year: a unit, a code, or people ("2000 people")."""
    if (after.glued and after.kind == WORD) or after.low in {"%", "percent", "°"}:
        return True
    counted = after.low in PEOPLE or (after.low.endswith("s") and len(after.low) > len("does"))
    return after.kind == WORD and year % CENTURY == 0 and counted
