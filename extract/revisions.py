"""What changed between two revisions of a page: pure functions over articles and their records."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from warehouse.kinship import Change, ChangeId
from warehouse.records import stable_id
from warehouse.terms import ChangeKind, Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from warehouse.records import Article, Records, Sentence, SentenceId

    Place = tuple[Part, Sentence | None, Sentence | None]
    Found = tuple[Place, "Thing | None", "Thing | None"]

ALIKE = 0.5  # of the words of two sentences: less, and one is gone and the other new
AROUND = 40  # sentences of a rewritten passage among which a sentence's earlier wording is looked for
DASH = re.compile(r"\s*(?:—|(?<!-)-{2,3}(?!-))\s*|\s+[–−]\s+")  # as it is set or typed, between words or against them
FOLDED = str.maketrans(dict.fromkeys("‘’‚‛`´", "'") | dict.fromkeys("“”„‟«»", '"') | dict.fromkeys("‐‑‒–—−", "-"))


class Thing(NamedTuple):
    """A sentence, figure, quotation or source: its words and place, what it says, and with what it may be paired."""

    kind: ChangeKind
    key: str
    words: str
    span_start: int
    span_end: int
    says: object
    pairs_as: object = None


def plain(text: str) -> str:
    """Return the text as a reader takes it: one make of quotation mark, dash and space."""
    return " ".join(DASH.sub(" - ", unicodedata.normalize("NFKC", text)).translate(FOLDED).split())


def alike(one: str, other: str) -> bool:
    """Say whether two headlines read the same: one that is set in capitals has the words of the other."""
    ours, theirs = plain(one), plain(other)
    capitals = ours.isupper() or theirs.isupper()
    return ours == theirs or (capitals and ours.casefold() == theirs.casefold())


def same_text(one: Article, other: Article) -> bool:
    """Say whether a reader would call two revisions the same: marks and spaces may differ, words may not."""
    return all(
        alike(ours, theirs)
        for ours, theirs in (
            (one.headline, other.headline),
            (one.standfirst, other.standfirst),
            (one.text, other.text),
        )
    )


def changes_between(before: Records, after: Records) -> tuple[Change, ...]:
    """Return what changed, in the later revision's order: headline, standfirst, then each sentence and what is in it.

    A sentence counts as the same while its words are, wherever it stands and in whatever marks.
    """
    sides = _Side(before), _Side(after)
    found = [change for part in (Part.TITLE, Part.STANDFIRST, Part.TEXT) for change in _changes_in(part, sides)]
    return tuple(_row(sides, position, *change) for position, change in enumerate(found))


class _Side:
    """One revision: its sentences by part, and what stands in each."""

    def __init__(self, records: Records) -> None:
        article = self.article = records.article
        self.heads = {Part.TITLE: article.headline, Part.STANDFIRST: article.standfirst}
        self.sentences: dict[str, list[Sentence]] = {part: [] for part in Part}
        for sentence in records.sentences:
            self.sentences[sentence.part].append(sentence)
        self.things: dict[SentenceId, list[Thing]] = {}
        for sentence_id, thing in _things(records):
            self.things.setdefault(sentence_id, []).append(thing)

    def within(self, sentence: Sentence | None, kind: ChangeKind) -> list[Thing]:
        """Return what of one kind stands in a sentence."""
        there = self.things.get(sentence.sentence_id, []) if sentence else []
        return [thing for thing in there if thing.kind is kind]


def _things(records: Records) -> Iterator[tuple[SentenceId, Thing]]:
    """Yield what stands in each sentence."""
    for figure in records.figures:
        place = (figure.span_start, figure.span_end)
        printed = (figure.weekday, figure.printed_year, figure.printed_month, figure.printed_day)
        says = (figure.low, figure.high, figure.unit, figure.time_start, figure.time_end, *printed)
        measure = (figure.dimension, figure.unit, figure.unit_name)
        yield figure.sentence_id, Thing(ChangeKind.FIGURE, figure.figure_id, figure.text, *place, says, measure)
    for said in records.quotations:
        place = (said.span_start, said.span_end)
        yield said.sentence_id, Thing(ChangeKind.QUOTATION, said.quotation_id, said.text, *place, plain(said.text))
    for named in records.attributions:
        words = named.canonical_source or named.source_text
        if words and named.source:
            place = (named.source[0][0], named.source[-1][1])
            yield named.sentence_id, Thing(ChangeKind.SOURCE, named.attribution_id, words, *place, plain(words))


def _changes_in(part: Part, sides: tuple[_Side, _Side]) -> Iterator[Found]:
    old, new = (side.sentences[part] for side in sides)
    if part in sides[0].heads:
        heads = [side.heads[part] for side in sides]
        if alike(*heads):
            return
        yield ((part, None, None), _head(part, heads[0]), _head(part, heads[1]))
    for ours, theirs in _pairs(old, new):
        place = (part, ours, theirs)
        if part is Part.TEXT:
            yield (place, _sentence(ours), _sentence(theirs))
        for kind in (ChangeKind.FIGURE, ChangeKind.QUOTATION, ChangeKind.SOURCE):
            for before, after in _unlike(sides[0].within(ours, kind), sides[1].within(theirs, kind)):
                yield (place, before, after)


def _head(part: Part, words: str) -> Thing | None:
    kind = ChangeKind.HEADLINE if part is Part.TITLE else ChangeKind.STANDFIRST
    return Thing(kind, "", words, 0, len(words), words) if words else None


def _sentence(sentence: Sentence | None) -> Thing | None:
    if sentence is None:
        return None
    place = (sentence.span_start, sentence.span_end)
    return Thing(ChangeKind.SENTENCE, sentence.sentence_id, sentence.text, *place, sentence.text)


def _row(sides: tuple[_Side, _Side], position: int, place: Place, old: Thing | None, new: Thing | None) -> Change:
    part, before, after = place
    kind = next(thing.kind for thing in (old, new) if thing)
    ids = [side.article.article_id for side in sides]
    keys = [thing.key if thing else "" for thing in (old, new)]
    return Change(
        article_id=ids[1],
        change_id=ChangeId(stable_id("change", *ids, kind, *keys)),
        before_article_id=ids[0],
        position=position,
        kind=kind,
        part=part,
        before_text=old.words if old else "",
        after_text=new.words if new else "",
        before_id=keys[0] or None,
        after_id=keys[1] or None,
        before_sentence_id=before.sentence_id if before else None,
        after_sentence_id=after.sentence_id if after else None,
        before_start=old.span_start if old else None,
        before_end=old.span_end if old else None,
        after_start=new.span_start if new else None,
        after_end=new.span_end if new else None,
    )


def _pairs(old: Sequence[Sentence], new: Sequence[Sentence]) -> Iterator[tuple[Sentence | None, Sentence | None]]:
    """Yield the sentences that differ: reworded ones with their likeliest other, the rest alone."""
    ours, theirs = [plain(s.text) for s in old], [plain(s.text) for s in new]
    moved = _moved(ours, theirs)
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    for how, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if how == "equal":
            continue
        left = [(s, _words(s)) for s in old[old_start:old_end] if plain(s.text) not in moved]
        for sentence in (s for s in new[new_start:new_end] if plain(s.text) not in moved):
            likeliest = _likeliest(sentence, left)
            if likeliest is None:
                yield None, sentence
                continue
            yield from ((gone, None) for gone, _ in left[:likeliest])
            yield left[likeliest][0], sentence
            left = left[likeliest + 1 :]
        yield from ((gone, None) for gone, _ in left)


def _moved(ours: Sequence[str], theirs: Sequence[str]) -> set[str]:
    """Return the sentences that both revisions have as often: whatever their place, nothing was said otherwise."""
    counted, others = Counter(ours), Counter(theirs)
    return {words for words, times in counted.items() if others[words] == times}


def _words(sentence: Sentence) -> Counter[str]:
    return Counter(re.findall(r"\w+", plain(sentence.text).lower()))


def _likeliest(sentence: Sentence, left: Sequence[tuple[Sentence, Counter[str]]]) -> int | None:
    """Return which of the sentences next in turn shares most words with this one, None where none is alike."""
    mine = _words(sentence)
    shares = [_likeness(mine, theirs) for _, theirs in left[:AROUND]]
    best = max(range(len(shares)), key=shares.__getitem__, default=None)
    return best if best is not None and shares[best] >= ALIKE else None


def _likeness(ours: Counter[str], theirs: Counter[str]) -> float:
    """Return the share of words that two sentences have in common."""
    longer = max(ours.total(), theirs.total())
    return (ours & theirs).total() / longer if longer else 0.0


def _unlike(old: Sequence[Thing], new: Sequence[Thing]) -> Iterator[tuple[Thing | None, Thing | None]]:
    """Yield what is said otherwise: figures with the next one of the same measure, words in their order."""
    gone, come = _rest(old, new), _rest(new, old)
    for thing in gone:
        other = next((one for one in come if one.pairs_as == thing.pairs_as), None)
        if other is not None:
            come.remove(other)
        yield thing, other
    yield from ((None, thing) for thing in come)


def _rest(ours: Sequence[Thing], theirs: Sequence[Thing]) -> list[Thing]:
    """Return ours without those that they have too, as often as they have them."""
    counted, left = Counter(thing.says for thing in theirs), []
    for thing in ours:
        if counted[thing.says] > 0:
            counted[thing.says] -= 1
        else:
            left.append(thing)
    return left
