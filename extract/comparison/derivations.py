"""Whether a headline's number is in the body in some form, or follows from the body's numbers."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from extract.comparison.likeness import comparable
from extract.figure.vocabulary import COMPARISON_WORDS, NUMERALS
from extract.lexicon import either
from warehouse.terms import Part, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from extract.comparison.mentions import Mention
    from extract.reading import Reading

DATED = re.compile(r"[^\W\d_]+|\d+(?:st|nd|rd|th)?")
NUMBER = re.compile(r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
LAST_WORD = re.compile(r"([^\W\d_]+)\s+\Z")
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d(?=s?\b)")  # a decade by its first year
DAYS = {"h": Decimal(1) / 24, "d": Decimal(1), "wk": Decimal(7), "mo": Decimal("30.4"), "a": Decimal("365.25")}
SPANS = {"century": 100, "decade": 10, "dozen": 12}
BIRTHDAY = re.compile(r"\s+birthday\b", re.IGNORECASE)
OTHERS = re.compile(r"\s*(?:\w+\s+)?(?:others?|more|additional)\b", re.IGNORECASE)
WORDS = {**NUMERALS.small, **NUMERALS.tens, **NUMERALS.ordinals}
WORD = re.compile(rf"\b(?:({either(NUMERALS.tens)})[\s-])?({either(WORDS)})s?\b", re.IGNORECASE)
MINUTES = rf"(\d+|{either(NUMERALS.small)})"
HOURS = re.compile(rf"\b(?:an|{MINUTES}) hours? and {MINUTES} minutes?\b", re.IGNORECASE)
MOST = 80  # figures of a kind in a body whose sums and differences are tried
BESIDE = 12  # figures of one sentence whose sums are tried
SMALL = 12  # a count up to a dozen may be one more than the body's: "two men and a teenager" are three
SCALE = re.compile(rf"({either(NUMERALS.glued_scales)})\b|[\s-]?(?i:({either(NUMERALS.scales)}))\b")  # "£98m"


def numbers_of(reading: Reading) -> frozenset[Decimal]:
    """Return every number that the body prints, in digits or in words, as printed and scaled."""
    found: set[Decimal] = set()
    for paragraph in reading.paragraphs:
        if paragraph.block.part != Part.TEXT or paragraph.block.role == Role.CAPTION:
            continue
        text = reading.words(Part.TEXT)[paragraph.span_start : paragraph.block.span_end]
        for match in NUMBER.finditer(text):
            number = Decimal(match[0].replace(",", ""))
            found |= {number, _scaled(number, text, match.end())}
        for match in WORD.finditer(text):
            number = Decimal(WORDS[match[2].lower()] + NUMERALS.tens.get((match[1] or "").lower(), 0))
            found |= {number, _scaled(number, text, match.end())}
        for match in HOURS.finditer(text):
            hours, minutes = (Decimal(WORDS.get(word.lower(), word)) for word in (match[1] or "one", match[2]))
            found.add(60 * hours + minutes)
        found.update(Decimal(number) for word, number in SPANS.items() if word in text.lower())
    return frozenset(found)


def _scaled(number: Decimal, text: str, end: int) -> Decimal:
    """Return a number with the word of magnitude after it, "3.1 mln"; as it is where there is none."""
    word = SCALE.match(text, end)
    if word is None:
        return number
    return number.scaleb(NUMERALS.glued_scales[word[1]] if word[1] else NUMERALS.scales[word[2].lower()])


def support_of(reading: Reading, printed: frozenset[Decimal], mention: Mention, body: Sequence[Mention]) -> str | None:
    """Return the name of the way in which the body gives a figure from above it in another form, None for no way.

    "together" is a sum of one sentence; the others are named in `ways`.
    """
    value = mention.figure.value
    if _in_phrase(reading, mention) or _is_numbered(mention, body):
        return "phrase"
    if mention.letter in "dyho":
        return "printed" if _in_print(reading, mention) else None
    if value is None:
        return None
    alike = [m for m in body if m.figure.value is not None and comparable(mention, m)][:MOST]
    values = [m.figure.value for m in alike if m.figure.value is not None]
    half = min(mention.step / 2, abs(value) / 20)  # a round figure is a twentieth off at most
    # ages are not added, nor is a time told twice the half of another
    pairs = combinations(() if mention.letter == "a" else sorted({*values}) if mention.letter == "t" else values, 2)
    ways: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("birthday", lambda: _before_birthday(value, body)),
        ("together", lambda: any(_adds_up(found, value, half) for found in _by_sentence(alike))),
        ("printed", lambda: value in printed),
        ("rounded", lambda: _rounds_in(mention, value, printed)),
        ("years", lambda: _years_between(reading, value)),
        ("fraction", lambda: mention.letter == "p" and any(abs(share - value) <= 1 for share in _fractions(body))),
        ("product", lambda: mention.letter in "cn" and _as_product(mention, value, body)),
        ("duration", lambda: mention.letter == "t" and _as_duration(mention, value, body)),
        ("counted", lambda: mention.letter in "no" and value <= SMALL and _counted_up(values, value)),
        ("sum", lambda: any(min(abs(abs(a - b) - value), abs(a + b - value)) <= half for a, b in pairs)),
    )
    return next((name for name, holds in ways if holds()), None)


def _before_birthday(value: Decimal, body: Sequence[Mention]) -> bool:
    """Whether the body tells of the next birthday: "on the eve of his 93rd birthday" is 92."""
    return any(m.letter == "o" and m.figure.value == value + 1 and BIRTHDAY.match(m.around[1]) for m in body)


def _in_phrase(reading: Reading, mention: Mention) -> bool:
    """Whether the body has the figure behind the same telling word: "Century 21", "Super Tuesday"."""
    name = LAST_WORD.search(mention.around[0])
    if name is None or name[1].lower() in COMPARISON_WORDS.says_nothing:
        return False
    phrase = re.compile(rf"\b{re.escape(name[1])}\s+{re.escape(mention.figure.text)}(?!\w)", re.IGNORECASE)
    return any(
        phrase.search(paragraph.doc.text)
        for paragraph in reading.paragraphs
        if paragraph is not mention.paragraph
        and paragraph.block.part == Part.TEXT
        and paragraph.block.role != Role.CAPTION
    )


def _is_numbered(mention: Mention, body: Sequence[Mention]) -> bool:
    """Whether the body gives the number as the place of something: "at number 302"."""
    return any(m.letter == "n" and m.figure.value is None and m.figure.text == mention.figure.text for m in body)


def _in_print(reading: Reading, mention: Mention) -> bool:
    """Whether the body has each name and number of a date or an hour, or the rank in words or digits."""
    words = [word for word in DATED.findall(mention.figure.text) if word[0].isupper() or word[0].isdigit()]
    told = [re.escape(word) for word in words or [mention.figure.text]]
    if mention.letter == "o" and mention.figure.value is not None:
        ranks = [word for word, rank in NUMERALS.ordinals.items() if rank == mention.figure.value]
        told = ["|".join([*told, *ranks, rf"{mention.figure.value.normalize():f}(?:st|nd|rd|th)"])]
    return all(re.search(rf"(?<!\w)(?:{words})(?!\w)", reading.article.text, re.IGNORECASE) for words in told)


def _by_sentence(mentions: Iterable[Mention]) -> list[list[Decimal]]:
    found: dict[str, list[Decimal]] = {}
    for mention in mentions:
        found.setdefault(mention.sentence.sentence_id, []).append(mention.figure.value or Decimal(0))
    return [values[:BESIDE] for values in found.values() if len(values) > 1]


def _adds_up(values: Sequence[Decimal], value: Decimal, half: Decimal) -> bool:
    """Whether two or three figures of one sentence make the value: "11 militants and six soldiers" are 17."""
    sums = (sum(each, Decimal(0)) for size in (2, 3) for each in combinations(values, size))
    return any(abs(total - value) <= half for total in sums)


def beyond(body: Sequence[Mention]) -> int:
    """Return how many figures of the body come after those whose sums and differences are tried for a headline."""
    kinds = Counter(mention.letter for mention in body if mention.figure.value is not None)
    return sum(max(0, count - MOST) for count in kinds.values())


def _rounds_in(mention: Mention, value: Decimal, printed: frozenset[Decimal]) -> bool:
    """Whether a number of the body, in whatever unit, rounds or is cut to the headline's coarser one: 86.90 to 87."""
    step = mention.step
    gaps = [(number, number - value) for number in printed if abs(number - value) < max(step, Decimal(1))]
    if re.search(r"[KMBT]\b|illion|thousand", mention.figure.text):
        return any(gap >= -step / 2 for _, gap in gaps)
    slack = min(step / 2, value / 20) if step >= 10 and value >= 100 else Decimal(0)  # noqa: PLR2004 - "500" for 498
    return any(abs(gap) <= slack or (number % 1 and abs(gap) < 1) for number, gap in gaps)


def _counted_up(values: Sequence[Decimal], value: Decimal) -> bool:
    """Whether a small count is one or two more than the body's, or three of them together."""
    sums = {sum(each) for size in (1, 2) for each in combinations(values, size)}
    return bool({value - 1, value - 2} & sums) or any(sum(each) == value for each in combinations(values[:20], 3))


def others_more(mention: Mention, other: Mention) -> bool:
    """Whether the headline counts one more than the body's "40 other people"."""
    one, rest = mention.figure.value, other.figure.value
    return one is not None and rest is not None and one == rest + 1 and bool(OTHERS.match(other.around[1]))


def is_part(mention: Mention, other: Mention, body: Sequence[Mention]) -> bool:
    """Whether the body gives what is left of a headline's count without another: 24 and 12 of 36 planes."""
    one, part = mention.figure.value, other.figure.value
    if mention.letter != "n" or one is None or part is None or not part < one:
        return False
    return any(m.figure.value == one - part and comparable(mention, m) for m in body[:MOST])


def _years_between(reading: Reading, value: Decimal) -> bool:
    """Whether two years, or one and the year of publication, lie so far apart."""
    years = {int(year) for year in YEAR.findall(reading.article.text)}
    issued = reading.article.published_on
    if any(year + value in years for year in years):
        return True
    return issued is not None and any(abs(issued.year - year - value) <= 1 for year in years)


def _fractions(body: Sequence[Mention]) -> list[Decimal]:
    """Return the body's fractions in per cent: "two-thirds"."""
    return [m.figure.value * 100 for m in body if m.letter == "r" and m.figure.value is not None]


def _as_product(mention: Mention, value: Decimal, body: Sequence[Mention]) -> bool:
    """Whether two figures of a sentence multiply to it: "$7 million to each of two families", "10% of 1,500"."""
    half = mention.step / 2 if mention.step > 1 else 0
    factors = _by_sentence(m for m in body if m.letter in "cntp" and m.figure.value)
    pairs = (pair for values in factors for pair in combinations(values, 2))
    return any(min(abs(a * b - value), abs(a * b / 100 - value)) <= half for a, b in pairs if 1 not in {a, b})


def _as_duration(mention: Mention, value: Decimal, body: Sequence[Mention]) -> bool:
    """Whether the body says the duration in another unit: "60 hours" for "two and a half days"."""
    told = [m.figure for m in body if m.letter == "t" and m.figure.unit != mention.figure.unit]
    days = value * DAYS.get(mention.figure.unit, Decimal(0))
    spans = [figure.value * DAYS[figure.unit] for figure in told if figure.value and figure.unit in DAYS]
    return any(abs(span - days) <= days / 10 for span in spans)
