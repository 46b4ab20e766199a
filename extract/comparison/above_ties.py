"""Figures of headline, standfirst, caption and key points tied to what the body gives: its support and its rivals."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from extract.comparison.derivations import is_part, numbers_of, others_more, support_of
from extract.comparison.likeness import comparable, likeness
from extract.comparison.slips import slip
from extract.comparison.ties import Signs, Tie
from extract.datelines import dateline_end
from extract.figure.vocabulary import COMPARISON_WORDS
from extract.lexicon import either
from warehouse.terms import Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.comparison.mentions import Mention
    from extract.reading import Reading
    from warehouse.records import Figure

ABOVE = {Role.HEADLINE, Role.STANDFIRST, Role.SUBHEAD, Role.KEY_POINT, Role.CAPTION}
CALENDAR = set("dy")
SAYING = {"report", "say", "tell"}  # verbs whose day is that of the words; what is announced happens that day
OWN_KIND = set("hos")  # hours, ranks and scores meet their own kind alone
MOST = 60  # figures of headline, standfirst and captions that are held against the body
KEPT = 3  # pairs kept of one figure for each nearness
EQUAL, NEAR, APART = 0, 1, 2
CLOSE = Decimal("1.25")  # times: one may be the other rounded or bounded
NAMING = re.compile(
    rf"(?:\b(?:{either(COMPARISON_WORDS.named_by_number)})\.?\s*#?\s*|[#/&$'’-])\Z",
    re.IGNORECASE,
)
MORE = re.compile(r"^\s+(?:more|other|others|additional)\b", re.IGNORECASE)
RANKS_NOTHING = re.compile(
    "|".join(rf"{rank}[\s-]+(?:{either(nouns)})\b" for rank, nouns in COMPARISON_WORDS.ranks_nothing.items()),
    re.IGNORECASE,
)
FINER = re.compile(r"\b(?:year|month|week|day|hour|minute)s?\s+and\s+\Z")  # "an hour and 16 minutes" are no 16
OPENS_LIST = re.compile(rf"\W*(?:{either(COMPARISON_WORDS.list_openers)})\s+", re.IGNORECASE)
LIST_ITEMS = re.compile(rf"(?:\s+[\w'’-]+){{1,7}}?\s+(?:{either(COMPARISON_WORDS.list_joins)})\b", re.IGNORECASE)
NAMED_DAY = re.compile(rf"\b(?:{either(COMPARISON_WORDS.named_days)})\s\Z", re.IGNORECASE)
LISTED = re.compile(
    rf"^\s*(?:(?!(?:at|for|in|of|on)\b)[\w-]+\s+){{0,3}}?(?:{either(COMPARISON_WORDS.listed)})\b"
    r"|^-(?:word|letter|character|second)\b|^(?:\s+figures|-figure)",
    re.IGNORECASE,
)


class Rival(NamedTuple):
    """A body figure of the same kind and how alike its words are to those above."""

    mention: Mention
    likeness: float


def above_ties(reading: Reading, prose: Sequence[Mention]) -> Iterator[Tie]:
    """Yield, for each figure above the body, that it was looked for, what supports it, and the likest that differ."""
    above = [m for m in prose if m.sentence.role in ABOVE][:MOST]
    body = [m for m in prose if m.sentence.part == Part.TEXT and m.sentence.role not in ABOVE]
    if not body:
        return
    below = [m for m in prose if m.sentence.role != Role.HEADLINE]  # a standfirst or caption supports a headline
    printed = numbers_of(reading) if above else frozenset()
    for mention in above:
        yield from _looked_for(reading, printed, mention, below if mention.sentence.role == Role.HEADLINE else body)


def beyond(prose: Sequence[Mention]) -> int:
    """Return how many figures of headline, standfirst and captions come after those held against the body."""
    return max(0, sum(1 for m in prose if m.sentence.role in ABOVE) - MOST)


def _looked_for(
    reading: Reading, printed: frozenset[Decimal], mention: Mention, body: Sequence[Mention]
) -> Iterator[Tie]:
    statement = ("above", mention.figure.figure_id)
    yield Tie(tie="above", first=mention, second=None, statement=statement, notes=tuple(_notes(mention)))
    way = support_of(reading, printed, mention, body)
    if way is not None:
        yield Tie(tie="above_support", first=mention, second=None, statement=statement, notes=(way,))
    rivals = [
        Rival(other, likeness(mention, other))
        for other in body
        if _of_kind(mention, other) and _tells(other) and (_is_when_said(mention) or not _is_when_said(other))
    ]
    for nearness in (EQUAL, NEAR, APART):
        kept = [rival for rival in rivals if _nearness(mention, rival.mention) == nearness]
        for rival in sorted(kept, key=_order)[:KEPT]:
            yield _tie(mention, rival, statement, body)


def _tells(mention: Mention) -> bool:
    """Whether a body figure is whole, no day of a dateline, and more than "one", which may be somebody or an idiom."""
    if _ranks_nothing(mention) or FINER.search(mention.around[0]):
        return False
    dateline = dateline_end(mention.sentence.text) if mention.letter in CALENDAR else 0
    return mention.figure.text.lower() != "one" and mention.figure.span_start >= mention.sentence.span_start + dateline


def _is_when_said(mention: Mention) -> bool:
    """Whether a weekday says when something was said, not when it happened: "media said on Friday"."""
    if mention.figure.weekday is None or mention.tokens is None:
        return False
    head = mention.tokens.root.head
    verb = head.head if head.pos_ == "ADP" else head
    return verb.lemma_ in SAYING


def _ranks_nothing(mention: Mention) -> bool:
    """Whether an ordinal is part of a fixed phrase: "second thoughts", "the first lady"."""
    return mention.letter == "o" and bool(RANKS_NOTHING.match(mention.figure.text + mention.around[1]))


def _order(rival: Rival) -> tuple[float, int, int]:
    return -rival.likeness, rival.mention.sentence.position, rival.mention.number


def _of_kind(one: Mention, other: Mention) -> bool:
    if one.letter in CALENDAR or other.letter in CALENDAR:
        dates = one.figure, other.figure
        return {one.letter, other.letter} <= CALENDAR and bool(_printed_both(*dates) or _overlap(*dates))
    if one.letter in OWN_KIND:
        ranked = {_noun(one), _noun(other)} - {None} if one.letter == "o" else set()
        return other.letter == one.letter and len(ranked) < len((one, other))  # a round is no floor
    return other.letter not in CALENDAR | OWN_KIND and comparable(one, other)


def _nearness(one: Mention, other: Mention) -> int:
    if one.letter in CALENDAR:
        return APART if any(a != b for a, b in _printed_both(one.figure, other.figure)) else EQUAL
    first, second = one.figure.value, other.figure.value
    if first is None or second is None or first == second:
        return EQUAL
    low, high = sorted((abs(first), abs(second)))
    return NEAR if high <= low * CLOSE else APART


def _printed_both(one: Figure, other: Figure) -> list[tuple[object, object]]:
    """Return weekday, year, month and day where both dates print one."""
    parts = [(date.weekday, date.printed_year, date.printed_month, date.printed_day) for date in (one, other)]
    return [(a, b) for a, b in zip(*parts, strict=True) if a is not None and b is not None]


def _overlap(one: Figure, other: Figure) -> bool:
    if one.time_start is None or one.time_end is None or other.time_start is None or other.time_end is None:
        return False
    return one.time_start <= other.time_end and other.time_start <= one.time_end


def _tie(mention: Mention, rival: Rival, statement: tuple[object, ...], body: Sequence[Mention]) -> Tie:
    other = rival.mention
    noun = _noun(mention)
    signs = Signs(
        slip=slip(mention.figure, other.figure),
        in_lead=other.sentence.paragraph <= mention.sentence.paragraph + 2,
        same_noun=bool(noun) and noun == _noun(other),
        words_shared=round(len(mention.said & other.said) / max(1, len(mention.said)), 3),
        noun_values=0,
        likeness=rival.likeness,
    )
    holds = {"others_more": others_more(mention, other), "part": is_part(mention, other, body)}
    notes = tuple(name for name, held in holds.items() if held)
    return Tie(tie="above_body", first=mention, second=other, statement=statement, notes=notes, signs=signs)


def _noun(mention: Mention) -> str | None:
    """Return what is counted; for a rank the noun that it ranks, "round" of "the third round"."""
    if mention.letter == "o" and mention.tokens is not None:
        ranked = mention.tokens.root.head
        return ranked.lemma_.lower() if ranked.pos_ in {"NOUN", "PROPN"} else None
    return mention.figure.counted_head


def _notes(mention: Mention) -> Iterator[str]:
    before, after = mention.around
    yield f"{mention.sentence.role}"
    if LISTED.match(after):
        yield "list"
    if OPENS_LIST.fullmatch(before) or (not before.strip("'\"‘“ ") and LIST_ITEMS.match(after)):
        yield "items"  # "9 villages that …", "These 6 mayors …": the body tells of each
    if MORE.match(after):
        yield "more"  # "160 more rescued": the body counts all of them
    named = NAMING.search(before) or (mention.figure.weekday and NAMED_DAY.search(before))
    if named or _ranks_nothing(mention):  # "Part 2"
        yield "name"
