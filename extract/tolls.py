"""Figures that say how many people an event killed, wounded or swept away: of whom, how, where and when."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Mapping  # noqa: TC003 - the lexicon's reader asks for the field's type
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from extract.lexicon import Words, load
from warehouse.kinship import Toll
from warehouse.terms import Bound, Dimension, Part, Role

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from warehouse.records import Figure, Records, Sentence, SentenceId

LEAD = 5  # sentences of the text among which the first toll is the main one
REACH = 110  # characters from a number to the word that says what became of those people
CLOSE = 25  # from a number to a word that is surely its own: "3 citizens killed"
NAMED = 60  # characters after a number that may name whom it counts
FORTNIGHT = 14  # days
NOT_MAIN = frozenset({"earlier", "comparison", "negated"})
ENDS = re.compile(r"[;:]|[.!?](?:\s|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verbs:
    """What says that people came to harm in one way: verbs that take their number after them, and other words."""

    active: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """What lexicons/en/tolls.toml holds."""

    hedges: str
    between: str
    counted_ends: str
    part_before: str
    part_after: str
    past: str
    period: str
    said_on: str
    attacker: str
    place: str
    things: Words
    tolls: Mapping[str, Verbs]
    who: Mapping[str, str]
    means: Mapping[str, str]

    @cached_property
    def verb(self) -> re.Pattern[str]:
        """Every word that says what became of people, in a group of its toll's name; active ones end in "_a"."""
        groups = [f"(?P<{name}_a>{toll.active})|(?P<{name}>{toll.words})" for name, toll in self.tolls.items()]
        return re.compile(rf"\b(?:{'|'.join(groups)})\b", re.IGNORECASE)

    def said(self, name: str) -> re.Pattern[str]:
        """Return one of the patterns by its name, letter case aside."""
        return _made(getattr(self, name).replace("{hedges}", self.hedges))


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the words of tolls."""
    return load(Lexicon, "tolls")


def pattern(words: str) -> re.Pattern[str]:
    """Return a pattern for whole words, letter case aside."""
    return _made(rf"\b(?:{words})\b")


@lru_cache(maxsize=64)
def _made(words: str) -> re.Pattern[str]:
    return re.compile(words, re.IGNORECASE)


class _Told(NamedTuple):
    """A figure that is a toll: its kind, its sentence, the words `around` it up to the next toll on either side."""

    figure: Figure
    toll: str
    sentence: Sentence
    around: str
    after: str
    part_of: bool
    past: bool


def read_tolls(records: Records) -> tuple[Toll, ...]:
    """Return the tolls that an article gives, in reading order; works on stored records as on fresh ones."""
    told = [one for sentence, figures in _counted(records) for one in _tolls_in(sentence, figures)]
    mains = _mains(told, records.sentences)
    days = _days(records)
    return tuple(_row(one, mains, told, days) for one in told)


def _days(records: Records) -> dict[SentenceId, date]:
    """Return the first day that each sentence names, of those that news tells of: the fortnight before it.

    The lead tells of one day until it names another; "the day before" names none, "said on Sunday" that of the words.
    """
    article = records.article
    seen = article.published_at or article.fetched_at
    day = article.published_on or (seen and seen.date())
    texts = {sentence.sentence_id: sentence for sentence in records.sentences}
    days = {
        figure.sentence_id: figure.time_start
        for figure in reversed(records.figures)
        if figure.dimension == Dimension.DATE
        and figure.time_start
        and figure.time_start == figure.time_end
        and (figure.weekday or figure.printed_day)
        and not _is_said_then(figure, texts[figure.sentence_id])
        and (day is None or -1 <= (day - figure.time_start).days <= FORTNIGHT)
    }
    for before, after in itertools.pairwise(_lead(records.sentences)):
        if before in days:
            days.setdefault(after, days[before])
    return days


def _is_said_then(figure: Figure, sentence: Sentence) -> bool:
    return bool(lexicon().said("said_on").search(sentence.text, 0, figure.span_start - sentence.span_start))


def _lead(sentences: Sequence[Sentence]) -> list[SentenceId]:
    """Return the first sentences below the headline, in their order."""
    below = sorted((one for one in sentences if one.part != Part.TITLE), key=lambda one: one.position)
    return [one.sentence_id for one in below[:LEAD]]


def _counted(records: Records) -> Iterator[tuple[Sentence, list[Figure]]]:
    """Yield sentences that speak of victims, with the figures there that may count people."""
    figures = defaultdict(list)
    for figure in records.figures:
        if figure.dimension == Dimension.COUNT and figure.counted_head not in lexicon().things:
            figures[figure.sentence_id].append(figure)
    for sentence in sorted(records.sentences, key=lambda one: one.position):
        if sentence.role != Role.FURNITURE and figures[sentence.sentence_id] and lexicon().verb.search(sentence.text):
            yield sentence, sorted(figures[sentence.sentence_id], key=lambda one: one.span_start)


def _tolls_in(sentence: Sentence, figures: Sequence[Figure]) -> Iterator[_Told]:
    text, at = sentence.text, sentence.span_start
    numbers = _Numbers(text, [(figure.span_start - at, figure.span_end - at) for figure in figures])
    past = bool(lexicon().said("past").search(text))
    found = [number for number, kind in enumerate(numbers.kinds()) if kind]
    ends = [0, *(numbers.spans[number][1] for number in found)]
    starts = [*(numbers.spans[number][0] for number in found[1:]), len(text)]
    for number, end, start in zip(found, ends, starts, strict=False):
        figure = figures[number]
        yield _Told(
            figure=figure,
            toll=numbers.found[number],
            sentence=sentence,
            around=text[end:start],
            after=text[numbers.spans[number][1] : start],
            part_of=numbers.parts[number],
            past=past or bool(NOT_MAIN & {*figure.reads}),
        )


class _Numbers:
    """The numbers of a sentence and the words that say what became of people: each word belongs to one number only."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        self.text, self.spans = text, spans
        self.parts = [self._is_part(span) for span in spans]
        self.found = [""] * len(spans)
        self._verbs = list(lexicon().verb.finditer(text))
        self._taken: set[int] = set()

    def kinds(self) -> list[str]:
        """Return the kind of toll of each number, "" for none.

        An active verb right before a number is its own, else the word that follows it, else the one before it.
        """
        for reader in (self._active_before, self._after, self._before):
            for number in range(len(self.spans)):
                verb = None if self.found[number] else reader(number)
                if verb:
                    self._taken.add(verb.start())
                    self.found[number] = str(verb.lastgroup).removesuffix("_a")
        return self.found

    def _is_part(self, span: tuple[int, int]) -> bool:
        before, after = lexicon().said("part_before"), lexicon().said("part_after")
        return bool(before.search(self.text, 0, span[0]) or after.search(self.text[span[1] :]))

    def _active_before(self, number: int) -> re.Match[str] | None:
        start = self.spans[number][0]
        verb = next((verb for verb in reversed(self._verbs) if verb.end() <= start), None)
        if verb is None or verb.start() in self._taken:
            return None
        if not lexicon().said("between").fullmatch(self.text, verb.end(), start):
            return None
        others = any(0 <= verb.start() - end <= CLOSE for _, end in self.spans[:number])
        return verb if str(verb.lastgroup).endswith("_a") or not others else None

    def _after(self, number: int) -> re.Match[str] | None:
        end = self.spans[number][1]
        later = zip(self.spans[number + 1 :], self.parts[number + 1 :], strict=True)
        limit = min([end + REACH, *[start for (start, _), part in later if not part][:1]])
        if stop := ENDS.search(self.text, end, limit):
            limit = stop.start()
        return next((v for v in self._verbs if end <= v.start() < limit and v.start() not in self._taken), None)

    def _before(self, number: int) -> re.Match[str] | None:
        start = self.spans[number][0]
        limit = max([start - REACH, *(end for _, end in self.spans[:number])])
        near = [v for v in self._verbs if limit <= v.start() and v.end() <= start and v.start() not in self._taken]
        return near[-1] if near and not ENDS.search(self.text, near[-1].end(), start) else None


def _mains(told: Sequence[_Told], sentences: Sequence[Sentence]) -> dict[str, _Told]:
    """Return the main figure of each kind: the headline's, as the lead has it, else the lead's first."""
    lead = set(_lead(sentences))
    able = [one for one in told if _is_main(one)]
    body = [one for one in able if one.sentence.sentence_id in lead]
    mains: dict[str, _Told] = {}
    for head in (one for one in able if one.sentence.part == Part.TITLE):
        exact = (one for one in body if one.toll == head.toll and _restates(one.figure, head.figure))
        mains.setdefault(head.toll, next(exact, head))
    for one in body:
        mains.setdefault(one.toll, one)
    return mains


def _restates(figure: Figure, head: Figure) -> bool:
    """Say whether a figure of the lead is the headline's, or what the headline rounded: 213 for "more than 200"."""
    if figure.value is None or head.value is None:
        return False
    return figure.value == head.value or (
        head.bound != Bound.EXACT and 10 * abs(figure.value - head.value) <= head.value
    )


def _is_main(one: _Told) -> bool:
    """Say whether a number may stand for its kind: one that is printed, of the event itself, and no part of another."""
    return one.figure.value is not None and not one.part_of and not one.past


def _row(one: _Told, mains: Mapping[str, _Told], told: Sequence[_Told], days: Mapping[SentenceId, date]) -> Toll:
    """Return a toll with what its own sentence, and the others that give the same number, say of it."""
    same = [it for it in told if it.toll == one.toll and it.figure.value == one.figure.value]
    text = "\n".join(dict.fromkeys(it.sentence.text for it in same))
    who = "\n".join(_counted_words(it) for it in same)
    around = "\n".join(it.around for it in same)
    period = lexicon().said("period").search(around)
    return Toll(
        article_id=one.figure.article_id,
        figure_id=one.figure.figure_id,
        toll=one.toll,
        is_main=mains.get(one.toll) is one,
        who=tuple(name for name, words in lexicon().who.items() if pattern(words).search(who)),
        means=tuple(name for name, words in lexicon().means.items() if pattern(words).search(text)),
        places=tuple(dict.fromkeys(re.findall(lexicon().place, text))),
        day=next((days[it.sentence.sentence_id] for it in same if it.sentence.sentence_id in days), None),
        period=period[0].lower() if period else None,
        with_attacker=any(lexicon().said("attacker").search(it.after) for it in same),
    )


def _counted_words(one: _Told) -> str:
    """Return the words right after a number, which name whom it counts."""
    after = one.sentence.text[one.figure.span_end - one.sentence.span_start :]
    return lexicon().said("counted_ends").split(after[:NAMED])[0]
