"""Whether a headline's number is in the body in some form, or follows from the body's numbers."""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from itertools import combinations
from typing import TYPE_CHECKING

from extract.comparison.likeness import comparable
from extract.comparison.stems import meaning
from extract.figure.vocabulary import NUMERALS
from extract.lexicon import either
from warehouse.terms import Part, Role

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from extract.comparison.mentions import Mention
    from extract.reading import Reading

DATED = re.compile(r"[^\W\d_]+|\d+(?:st|nd|rd|th)?")
NUMBER = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d+)(\.[ ]?\d+)?")  # "31. 8 million" is a slip of the type
LAST_WORD = re.compile(r"([^\W\d_]+)\s+\Z")
YEAR = re.compile(r"\b(1[5-9]\d\d|20\d\d)(s?)\b")
DAYS = {"h": Decimal(1) / 24, "d": Decimal(1), "wk": Decimal(7), "mo": Decimal("30.4"), "a": Decimal("365.25")}
BIRTHDAY = re.compile(r"\s+birthday\b", re.IGNORECASE)
OTHERS = re.compile(r"\s*(?:\w+\s+)?(?:others?|more|additional)\b", re.IGNORECASE)
WORDS = {**NUMERALS.small, **NUMERALS.tens, **NUMERALS.ordinals}
WORD = re.compile(rf"\b(?:({either(NUMERALS.tens)})[\s-])?({either(WORDS)})s?\b", re.IGNORECASE)
SMALL = rf"(\d+|{either(NUMERALS.small)})"
HOURS = re.compile(rf"\b(?:an|{SMALL}) hours? and {SMALL} minutes?\b", re.IGNORECASE)
SPANS = {"century": 100, "decade": 10}
MOST = 80  # figures of a kind in a body whose sums and differences are tried
TRIPLES, AGES, YEARS_MOST, FACTORS = 20, 40, 40, 12  # counts added by threes, ages, years; factors of one sentence
ZERO, TEN, HUNDRED, DOZEN, TENTH_MORE = Decimal(0), Decimal(10), Decimal(100), Decimal(12), Decimal("1.1")
SCALE = re.compile(rf"({either(NUMERALS.glued_scales)})\b|[\s-]?(?i:({either(NUMERALS.scales)}))\b")  # "£98m"


def numbers_of(reading: Reading) -> frozenset[Decimal]:
    """Return every number that the body prints, in digits or in words, as printed and scaled."""
    found: set[Decimal] = set()
    for paragraph in reading.paragraphs:
        if paragraph.block.part != Part.TEXT or paragraph.block.role == Role.CAPTION:
            continue
        text = reading.words(Part.TEXT)[paragraph.span_start : paragraph.block.span_end]
        for match in NUMBER.finditer(text):
            whole, part = match[1].replace(",", ""), (match[2] or "").replace(" ", "")
            number = Decimal(whole + part)
            found |= {number, Decimal(whole), Decimal(part[1:])} if part != (match[2] or "") else {number}
            found.add(_scaled(number, text, match.end()))
        for match in WORD.finditer(text):
            number = Decimal(WORDS[match[2].lower()] + NUMERALS.tens.get((match[1] or "").lower(), 0))
            found |= {number, _scaled(number, text, match.end())}
        for match in HOURS.finditer(text):
            hours, minutes = (Decimal(WORDS.get(word.lower(), word)) for word in (match[1] or "one", match[2]))
            found.add(60 * hours + minutes)
        lowered = text.lower()
        found.update(Decimal(number) for word, number in SPANS.items() if word in lowered)
        if "dozen" in lowered:
            found.add(Decimal(12))
    return frozenset(found)


def _scaled(number: Decimal, text: str, end: int) -> Decimal:
    """Return a number with the word of magnitude after it, "3.1 mln"; as it is where there is none."""
    word = SCALE.match(text, end)
    if word is None:
        return number
    return number.scaleb(NUMERALS.glued_scales[word[1]] if word[1] else NUMERALS.scales[word[2].lower()])


def support_of(reading: Reading, printed: frozenset[Decimal], mention: Mention, body: Sequence[Mention]) -> str | None:
    """Return the name of the way in which the body gives a figure from above it in another form, None for no way.

    "together" is a sum of one sentence, "rest" what is left of 100 per cent; the others are named in `ways`.
    """
    value = mention.figure.value
    if _in_phrase(reading, mention) or _is_numbered(mention, body):
        return "phrase"
    if mention.letter in "dyho":
        return "printed" if _in_print(reading, mention) or _this_year(reading, mention) else None
    if value is None:
        return None
    values = [m.figure.value for m in body if m.figure.value is not None and comparable(mention, m)][:MOST]
    ends = (end for m in body if comparable(mention, m) for end in (m.figure.range_low, m.figure.range_high))
    values += [end for end in ends if end is not None][:MOST]
    half = (
        min(mention.step / 2, abs(value) / 20) if mention.step != 1 else ZERO
    )  # a round figure is a twentieth off at most
    # ages are not added, nor is a time told twice the half of another
    added = () if mention.letter == "a" else set(values) if mention.letter == "t" else values
    beside = _by_sentence(m for m in body if m.figure.value is not None and comparable(mention, m))
    ways: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("birthday", lambda: mention.letter in "an" and _before_birthday(value, body)),
        ("together", lambda: any(_adds_up(found, value, half) for found in beside)),
        ("fraction", lambda: _as_fraction(mention, body)),
        ("printed", lambda: value in printed),
        ("rounded", lambda: rounds_in(mention, printed)),
        ("years", lambda: mention.letter in "tano" and _years_between(reading, value)),
        ("duration", lambda: _as_duration(mention, body)),
        ("product", lambda: _as_product(mention, body)),
        ("counted", lambda: _counted_up(mention, values, value)),
        ("others", lambda: any(m.figure.value == value - 1 and OTHERS.match(m.around[1]) for m in body)),
        ("rest", lambda: mention.letter == "p" and any(abs(100 - one - value) <= half for one in values)),
        (
            "sum",
            lambda: any(half >= min(abs(abs(a - b) - value), abs(a + b - value)) for a, b in combinations(added, 2)),
        ),
    )
    return next((name for name, holds in ways if holds()), None)


def _before_birthday(value: Decimal, body: Sequence[Mention]) -> bool:
    """Whether the body tells of the next birthday: "on the eve of his 93rd birthday" is 92."""
    return any(m.letter == "o" and m.figure.value == value + 1 and BIRTHDAY.match(m.around[1]) for m in body)


def _in_phrase(reading: Reading, mention: Mention) -> bool:
    """Whether the body has the figure behind the same telling word: "Century 21", "Super Tuesday"."""
    name = LAST_WORD.search(mention.around[0])
    if name is None or not meaning(name[1]):
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


def _this_year(reading: Reading, mention: Mention) -> bool:
    """Whether a year standing alone is the one of publication, which a body need not give."""
    issued = reading.article.published_at
    return mention.letter == "y" and issued is not None and mention.figure.text == str(issued.year)


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
        found.setdefault(mention.sentence.sentence_id, []).append(mention.figure.value or ZERO)
    return [values[:FACTORS] for values in found.values() if len(values) > 1]


def _adds_up(values: Sequence[Decimal], value: Decimal, half: Decimal) -> bool:
    """Whether two or three figures of one sentence make the value: "11 militants and six soldiers" are 17."""
    sums = (sum(each, ZERO) for size in (2, 3) for each in combinations(values, size))
    return any(abs(total - value) <= half for total in sums)


def beyond(reading: Reading, body: Sequence[Mention]) -> Iterator[tuple[int, str]]:
    """Yield how many figures each limit keeps from being tried in sums for a headline, and which limit, in words."""
    kinds = Counter(mention.letter for mention in body if mention.figure.value is not None)
    yield sum(max(0, count - MOST) for letter, count in kinds.items() if letter != "a"), "too far down for sums"
    yield max(0, kinds["a"] - AGES), "ages too far down for differences"
    years = {int(year) for year, decade in YEAR.findall(reading.article.text) if not decade}
    yield max(0, len(years) - YEARS_MOST), "years too many for differences"
    factors = Counter(m.sentence.sentence_id for m in body if m.letter in "cntp" and m.figure.value)
    yield sum(max(0, count - FACTORS) for count in factors.values()), "too many in a sentence for products"


def rounds_in(mention: Mention, printed: frozenset[Decimal]) -> bool:
    """Whether a number of the body, in whatever unit, rounds or is cut to the headline's coarser one: 86.90 to 87."""
    value, step = mention.figure.value, mention.step
    if value is None:
        return False
    scaled = step > 1 and bool(re.search(r"[KMBT]\b|illion|thousand", mention.figure.text))
    for number in printed:
        gap = abs(number - value)
        if scaled and gap < step and (gap <= step / 2 or number > value):
            return True
        if not scaled and number != number.to_integral_value() and gap < 1:
            return True
        if not scaled and step >= TEN and value >= HUNDRED and gap <= min(step / 2, value / 20):
            return True
    return False


def _counted_up(mention: Mention, values: Sequence[Decimal], value: Decimal) -> bool:
    """Whether a small count is one more than the body's figures make: "two men and a teenager" are three."""
    if mention.letter not in "no" or value > DOZEN:
        return False
    sums = {*values, *(a + b for a, b in combinations(values, 2))}
    return bool({value - 1, value - 2} & sums) or any(
        a + b + c == value for a, b, c in combinations(values[:TRIPLES], 3)
    )


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


def _as_duration(mention: Mention, body: Sequence[Mention]) -> bool:
    """Whether the body says the duration in another unit, or as two ages: "60 hours" for "two and a half days"."""
    unit = DAYS.get(mention.figure.unit)
    if mention.letter != "t" or unit is None or mention.figure.value is None:
        return False
    days = mention.figure.value * unit
    for other in body:
        low, high, scale = other.figure.low, other.figure.high, DAYS.get(other.figure.unit)
        if other.letter != "t" or scale is None or low is None or high is None or scale == unit:
            continue
        if low * scale <= days * TENTH_MORE and high * scale * TENTH_MORE >= days:
            return True
    ages = [m.figure.value for m in body if m.letter == "a" and m.figure.value is not None][:AGES]
    return any(abs(abs(a - b) - mention.figure.value) <= 1 for a, b in combinations(ages, 2))


def _as_product(mention: Mention, body: Sequence[Mention]) -> bool:
    """Whether two figures of a sentence multiply to it: "$7 million to each of two families", "10% of 1,500"."""
    value = mention.figure.value
    if mention.letter not in "cn" or value is None:
        return False
    spread = mention.step / 2 if mention.step > 1 else ZERO
    by_sentence: dict[str, list[Decimal]] = {}
    for other in body:
        if other.letter in "cntp" and other.figure.value:
            factor = other.figure.value / (HUNDRED if other.letter == "p" else 1)
            by_sentence.setdefault(other.sentence.sentence_id, []).append(factor)
    pairs = (pair for values in by_sentence.values() for pair in combinations(values[:FACTORS], 2))
    products = (a * b for a, b in pairs if 1 not in {a, b})
    return any(abs(product - value) <= spread for product in products)


def _as_fraction(mention: Mention, body: Sequence[Mention]) -> bool:
    """Whether the body says the percentage as a fraction: "two-thirds" for 67 per cent."""
    value = mention.figure.value
    if mention.letter != "p" or value is None:
        return False
    shares = (m.figure.value * 100 for m in body if m.letter == "r" and m.figure.value is not None)
    return any(abs(share - value) <= 1 for share in shares)


def _years_between(reading: Reading, value: Decimal) -> bool:
    """Whether two years, or one and the year of publication, lie so far apart; decades are ten years wide."""
    years = {(int(year), 10 if decade else 0) for year, decade in YEAR.findall(reading.article.text)}
    issued = reading.article.published_at
    if issued is not None and any(-1 - wide <= issued.year - year - value <= 1 + wide for year, wide in years):
        return True
    plain = sorted({year for year, wide in years if not wide})[:YEARS_MOST]
    return any(abs(a - b) == value for a, b in combinations(plain, 2))
