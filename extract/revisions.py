"""What changed between two revisions of a page: pure functions over articles and their records."""

from __future__ import annotations

import difflib
import itertools
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from warehouse.records import Article, Figure, Records, Sentence, SentenceId

ALIKE = 0.5  # of the words of two sentences: less, and one is gone and the other new
FOLDED = str.maketrans(dict.fromkeys("‘’‚‛`´", "'") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‐‑‒–—−", "-"))


class Kind(StrEnum):
    """What kind of thing changed."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    SENTENCE = "sentence"
    FIGURE = "figure"
    QUOTATION = "quotation"
    SOURCE = "source"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing said otherwise, left out (`after` is empty) or put in (`before` is empty), and where it stood."""

    kind: Kind
    before: str
    after: str
    before_id: SentenceId | None = None
    after_id: SentenceId | None = None


def plain(text: str) -> str:
    """Return the text as a reader takes it: one make of quotation mark, dash and space."""
    return " ".join(unicodedata.normalize("NFKC", text).translate(FOLDED).split())


def same_text(one: Article, other: Article) -> bool:
    """Say whether a reader would call two revisions the same: marks and spaces may differ, words may not."""
    return all(
        plain(ours) == plain(theirs)
        for ours, theirs in (
            (one.headline, other.headline),
            (one.standfirst, other.standfirst),
            (one.text, other.text),
        )
    )


def changes_between(before: Records, after: Records) -> tuple[Change, ...]:
    """Return what changed, in the later revision's order: each sentence, then what stands in it."""
    heads = [
        Change(kind=kind, before=old, after=new)
        for kind, old, new in (
            (Kind.HEADLINE, before.article.headline, after.article.headline),
            (Kind.STANDFIRST, before.article.standfirst, after.article.standfirst),
        )
        if plain(old) != plain(new)
    ]
    sides = _Side(before), _Side(after)
    pairs = _pairs(sides[0].sentences, sides[1].sentences)
    return (*heads, *(change for old, new in pairs for change in _changes(sides, old, new)))


class _Side:
    """One revision's sentences of the text, and what stands in each."""

    def __init__(self, records: Records) -> None:
        self.sentences = [sentence for sentence in records.sentences if sentence.part == "text"]
        self.figures: dict[SentenceId, list[Figure]] = {}
        self.words: dict[Kind, dict[SentenceId, list[str]]] = {Kind.QUOTATION: {}, Kind.SOURCE: {}}
        for figure in records.figures:
            self.figures.setdefault(figure.sentence_id, []).append(figure)
        for quotation in records.quotations:
            self.words[Kind.QUOTATION].setdefault(quotation.sentence_id, []).append(quotation.text)
        for attribution in records.attributions:
            if source := attribution.canonical_source or attribution.source_text:
                self.words[Kind.SOURCE].setdefault(attribution.sentence_id, []).append(source)


def _pairs(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[tuple[Sentence | None, Sentence | None]]:
    """Yield the sentences that differ: reworded ones with their likeliest other, the rest alone."""
    matcher = difflib.SequenceMatcher(None, [plain(s.text) for s in old], [plain(s.text) for s in new], autojunk=False)
    for how, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if how == "equal":
            continue
        left = list(old[old_start:old_end])
        for sentence in new[new_start:new_end]:
            likeliest = max(left, key=lambda other: _likeness(other.text, sentence.text), default=None)
            if likeliest is None or _likeness(likeliest.text, sentence.text) < ALIKE:
                yield None, sentence
                continue
            for gone in left[: left.index(likeliest)]:
                yield gone, None
            left = left[left.index(likeliest) + 1 :]
            yield likeliest, sentence
        yield from ((gone, None) for gone in left)


def _likeness(one: str, other: str) -> float:
    """Return the share of words that two sentences have in common."""
    ours, theirs = (Counter(re.findall(r"\w+", plain(text).lower())) for text in (one, other))
    longer = max(ours.total(), theirs.total())
    return (ours & theirs).total() / longer if longer else 0.0


def _changes(sides: tuple[_Side, _Side], old: Sentence | None, new: Sentence | None) -> Iterator[Change]:
    ids = (old.sentence_id if old else None, new.sentence_id if new else None)
    yield _change(Kind.SENTENCE, (old.text if old else "", new.text if new else ""), ids)
    figures = [side.figures.get(place, []) if place else [] for side, place in zip(sides, ids, strict=True)]
    for before, after in _unlike(*figures):
        yield _change(Kind.FIGURE, (before, after), ids)
    for kind in (Kind.QUOTATION, Kind.SOURCE):
        said = [side.words[kind].get(place, []) if place else [] for side, place in zip(sides, ids, strict=True)]
        for before, after in _unlike_words(*said):
            yield _change(kind, (before, after), ids)


def _change(kind: Kind, words: tuple[str, str], ids: tuple[SentenceId | None, SentenceId | None]) -> Change:
    return Change(kind=kind, before=words[0], after=words[1], before_id=ids[0], after_id=ids[1])


def _unlike(old: Sequence[Figure], new: Sequence[Figure]) -> Iterator[tuple[str, str]]:
    """Yield the figures that read otherwise, an old one with the new one of the same measure."""
    gone, come = _rest(old, new, _value), _rest(new, old, _value)
    for figure in gone:
        other = next((one for one in come if _measure(one) == _measure(figure)), None)
        if other is not None:
            come.remove(other)
        yield figure.text, other.text if other else ""
    yield from (("", figure.text) for figure in come)


def _value(figure: Figure) -> tuple[object, ...]:
    return (figure.low, figure.high, figure.unit, figure.time_start, figure.time_end)


def _measure(figure: Figure) -> tuple[object, ...]:
    return (figure.dimension, figure.unit, figure.unit_name)


def _rest(ours: Sequence[Figure], theirs: Sequence[Figure], key: Callable[[Figure], object]) -> list[Figure]:
    """Return ours without those that they have too, as often as they have them."""
    counted, left = Counter(map(key, theirs)), []
    for figure in ours:
        if counted[key(figure)] > 0:
            counted[key(figure)] -= 1
        else:
            left.append(figure)
    return left


def _unlike_words(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the words of one kind that differ, paired in order."""
    ours, theirs = Counter(map(plain, old)), Counter(map(plain, new))
    gone = [words for words in dict.fromkeys(old) if ours[plain(words)] > theirs[plain(words)]]
    come = [words for words in dict.fromkeys(new) if theirs[plain(words)] > ours[plain(words)]]
    yield from itertools.zip_longest(gone, come, fillvalue="")
