"""The figure reader: every quantity of a reading as a row, with the interval it stands for (docs/figures.md).

One pass of a number grammar over each paragraph that holds a numeral or number word; the parse names what is counted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import day_name
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.figure.counted.elisions import meanings
from extract.figure.date.calendars import LAST_YEAR
from extract.figure.date.dates import STARTERS as DATE_STARTERS
from extract.figure.lexemes import lex
from extract.figure.meanings import LexedParagraph, Meaning
from extract.figure.number.steps import step_of
from extract.figure.scan import STARTERS, scan
from warehouse.records import Figure, FigureId, stable_id
from warehouse.terms import Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from extract.figure.scan import Sighting
    from extract.reading import Paragraph, Reading
    from warehouse.records import Sentence

# The fast gate: a paragraph without a digit, a fraction or one of the words is not looked at again.
DIGIT = re.compile(r"[\d½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞]|fold\b|\b[IVXL]{2,}\b")
LETTERS = re.compile(r"[^\W\d_]+")
WORDS = STARTERS | DATE_STARTERS
LARGEST = Decimal(10**27)  # the warehouse keeps 29 digits before the point


def read_figures(reading: Reading) -> tuple[Figure, ...]:
    """Return every figure of a reading in reading order; event, entity, place and source are left to the binder."""
    published = reading.article.published_on
    day = published if published and published.year < LAST_YEAR else None  # calendars end at 9999
    return tuple(figure for paragraph in reading.paragraphs for figure in _figures(reading, paragraph, day))


def _figures(reading: Reading, paragraph: Paragraph, published: date | None) -> Iterator[Figure]:
    words = reading.words(paragraph.block.part)[paragraph.span_start : paragraph.block.span_end]
    if not paragraph.sentences or not _may_hold(words):
        return
    lexemes = lex(words)
    starts = [sentence.span_start for sentence in paragraph.sentences]
    lexed = LexedParagraph(paragraph, words, lexemes, published)
    for found, meaning in meanings(lexed, list(scan(lexemes, published, lexed.tokens))):
        at = paragraph.span_start + lexemes[found.first].start
        sentence = paragraph.sentences[max(bisect_right(starts, at) - 1, 0)]
        yield row_of(lexed, sentence, found, meaning if _is_sane(meaning) else Meaning(Dimension.OTHER))


def _is_sane(meaning: Meaning) -> bool:
    """Whether no number of a meaning is beyond all news: longer ones are listed as not understood."""
    numbers = (meaning.value, meaning.interval.low, meaning.interval.high, *(meaning.ends or ()))
    return all(number is None or number.copy_abs() < LARGEST for number in numbers)


def _may_hold(words: str) -> bool:
    return DIGIT.search(words) is not None or not WORDS.isdisjoint(LETTERS.findall(words.lower()))


def row_of(lexed: LexedParagraph, sentence: Sentence, found: Sighting, meaning: Meaning) -> Figure:
    """Return the figure of a sighting."""
    base = lexed.paragraph.span_start
    start, end = base + lexed.lexemes[found.first].start, base + lexed.lexemes[found.last - 1].end
    low, high = meaning.ends or (None, None)
    words = lexed.words[start - base : end - base]
    printed = found.moment.printed if found.moment else (None, None, None)
    weekday = found.moment.weekday if found.moment else None
    return Figure(
        article_id=sentence.article_id,
        figure_id=FigureId(stable_id("figure", sentence.sentence_id, start - sentence.span_start)),
        sentence_id=sentence.sentence_id,
        part=sentence.part,
        span_start=start,
        span_end=end,
        text=words,
        value=plain(meaning.value),
        range_low=plain(low),
        range_high=plain(high),
        low=plain(meaning.interval.low),
        high=plain(meaning.interval.high),
        bound=meaning.bound,
        change=meaning.change,
        dimension=meaning.dimension,
        unit=meaning.unit,
        unit_name=meaning.unit_name,
        counted=meaning.counted,
        event=None,
        entity=None,
        place=None,
        time_start=meaning.time[0],
        time_end=meaning.time[1],
        reads=(),
        quoted=False,
        attribution_id=None,
        weekday=None if weekday is None else day_name[weekday],
        printed_year=printed[0],
        printed_month=printed[1],
        printed_day=printed[2],
        counted_head=None,
        counted_modifiers=(),
        step=plain(meaning.step or step_of(words, meaning.value, high, meaning.dimension, meaning.unit_name)),
    )


def plain(value: Decimal | None) -> Decimal | None:
    """Return a Decimal without an exponent and without trailing zeros behind the point."""
    if not value:
        return value if value is None else Decimal(0)  # no zero below zero
    text = f"{value:f}"
    return Decimal(text.rstrip("0").rstrip(".") if "." in text else text)
