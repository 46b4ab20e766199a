"""What extraction and checks find: one frozen record per table, its fields the columns in the table's order."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, NewType

if TYPE_CHECKING:
    from datetime import date, datetime
    from decimal import Decimal

    from warehouse.terms import AttributionClass, AttributionKind, Bound, Dimension, Part, Role, Severity, SourceKind

ArticleId = NewType("ArticleId", str)
SentenceId = NewType("SentenceId", str)
FigureId = NewType("FigureId", str)
PairId = NewType("PairId", str)
AttributionId = NewType("AttributionId", str)
QuotationId = NewType("QuotationId", str)
ClaimId = NewType("ClaimId", str)
FlagId = NewType("FlagId", str)
FetchId = NewType("FetchId", str)
RunId = NewType("RunId", str)


def stable_id(kind: str, *parts: object) -> str:
    """Return a 20-character id that is a fact about its parts: the same parts always give the same id."""
    key = "\x1f".join([kind, *("" if part is None else str(part) for part in parts)])
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


class Span(NamedTuple):
    """Half-open code-point offsets: `text[span_start:span_end]` is the words."""

    span_start: int
    span_end: int


class Evidence(NamedTuple):
    """A span that a flag shows as its reason; role says why ("nearest source", "other figure")."""

    article_id: str
    part: str
    span_start: int
    span_end: int
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One revision of a published page; `url` is the canonical one that joins the revisions."""

    article_id: ArticleId
    url: str
    outlet: str
    headline: str
    standfirst: str
    byline: str
    language: str
    published_at: datetime | None
    modified_at: datetime | None
    fetched_at: datetime | None
    text: str
    article_type: str  # news | opinion | live | transcript | unknown
    text_share: float | None  # share of the page's prose that was kept, 0..1
    notes: tuple[str, ...]  # extraction notes: what was dropped, not understood or not read
    published_on: date | None = None  # the page's own day: an evening in New York is that day
    section: str = ""
    authors: tuple[str, ...] = ()  # people, not agencies


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence in reading order; its id comes from its url, its words and its n-th occurrence."""

    article_id: ArticleId
    sentence_id: SentenceId
    position: int
    paragraph: int
    role: Role
    part: Part
    span_start: int
    span_end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A quantity as printed and as read.

    `value` is the printed value after scaling; `range_low` and `range_high` stand in its place for a range. `low`
    and `high` are the interval that checks use, None for an open end. `unit` is ISO 4217 for money, UCUM for
    measures, "percent" or "count"; `unit_name` is the English singular. `time_start` and `time_end` are the dates
    that the figure (or a date itself) resolves to. `reads` lists readings such as "negated", "subset", "earlier".
    `weekday` ("Friday") and the printed year, month and day are a date's own words, where no calendar has that day too;
    `counted_head` is the last word of what is counted, lower case and singular, `counted_modifiers` those before it.
    `step` is what one of the last printed digit is worth: 100,000 for "$1.2 million", 10 for "130 km", 1 for "131 km".
    """

    article_id: ArticleId
    figure_id: FigureId
    sentence_id: SentenceId
    part: Part
    span_start: int
    span_end: int
    text: str
    value: Decimal | None
    range_low: Decimal | None
    range_high: Decimal | None
    low: Decimal | None
    high: Decimal | None
    bound: Bound
    change: str | None  # up | down
    dimension: Dimension
    unit: str
    unit_name: str
    counted: str | None
    event: str | None
    entity: str | None
    place: str | None
    time_start: date | None
    time_end: date | None
    reads: tuple[str, ...]
    quoted: bool
    attribution_id: AttributionId | None
    weekday: str | None
    printed_year: int | None
    printed_month: int | None
    printed_day: int | None
    counted_head: str | None
    counted_modifiers: tuple[str, ...]
    step: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigurePair:
    """Two figures that the words tie together, agreeing or not: extract ties, the check's SQL judges.

    A flag would stand on the first. Pairs of one statement share `group_no`; `notes` name what else the words say. The
    columns from `slip` on are signs that two mentions speak of one quantity, None for ties that need none.
    """

    article_id: ArticleId
    pair_id: PairId
    tie: str
    group_no: int
    claim_id: ClaimId
    other_claim_id: ClaimId | None
    first_id: FigureId
    second_id: FigureId | None
    words_between: str
    notes: tuple[str, ...]
    slip: str | None = None
    in_lead: bool | None = None
    same_noun: bool | None = None
    words_shared: float | None = None
    noun_values: int | None = None
    likeness: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who, the reporting words, and what was said from `sentence_id` on; `person_key` is a person's in any article."""

    article_id: ArticleId
    attribution_id: AttributionId
    sentence_id: SentenceId
    part: Part
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    source_text: str
    cue_text: str
    kind: AttributionKind
    attribution_class: AttributionClass
    source_kind: SourceKind
    canonical_source: str | None
    via: str | None
    inherited: bool
    person_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words inside quotation marks (the span leaves the marks out) with their attribution, or none."""

    article_id: ArticleId
    quotation_id: QuotationId
    sentence_id: SentenceId
    part: Part
    span_start: int
    span_end: int
    text: str
    fragment: bool
    attribution_id: AttributionId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A statement that merits checking, one to a sentence; the headline (else the first sentence) always is one.

    `check_worthiness` is 0..1, the sum explained by the claim's features. `exemption` names why an attribution check
    stays silent ("official act"), `attribution_id` the speech or document attribution that covers it.
    """

    article_id: ArticleId
    claim_id: ClaimId
    sentence_id: SentenceId
    part: Part
    span_start: int
    span_end: int
    text: str
    check_worthiness: float
    quoted: bool
    exemption: str | None
    attribution_id: AttributionId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One named reason why a claim merits a look ("cause", "superlative") and the words showing it.

    `weight` is what it adds to check-worthiness; `detail` says more in the feature's own words ("passive of accuse").
    """

    article_id: ArticleId
    claim_id: ClaimId
    feature: str
    part: Part
    span_start: int
    span_end: int
    text: str
    weight: float
    detail: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One thing that speaks for (points above 0) or against a question about a claim.

    `voice` is "own" (the reporter says so) or "veiled" (a source does, but whose?); `question` is the kind of question
    that the sign itself may ask ("cause"), None where it only weighs ("headline"). Ten points multiply the odds by e.
    """

    article_id: ArticleId
    claim_id: ClaimId
    voice: str
    sign: str
    question: str | None
    points: int
    part: Part
    span_start: int
    span_end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """A claim that a check wants looked at; the id is stable across revisions while the sentence stands."""

    article_id: ArticleId
    flag_id: FlagId
    check_code: str
    severity: Severity
    claim_id: ClaimId
    other_claim_id: ClaimId | None
    part: Part
    span_start: int
    span_end: int
    message: str
    reading: str | None
    evidence: tuple[Evidence, ...]
    check_version: str  # hash of the check's file
    run_id: RunId | None  # the run that raised it
    raised_at: datetime | None
    gone_at: datetime | None  # when a later screening no longer raised it


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Everything that extraction found in one article, each list in reading order."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    figures: tuple[Figure, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    claims: tuple[Claim, ...] = ()
    features: tuple[Feature, ...] = ()
    signs: tuple[Sign, ...] = ()
    figure_pairs: tuple[FigurePair, ...] = ()
