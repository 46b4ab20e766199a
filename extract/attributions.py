"""One parsed page -> its attributions and quotations, in reading order."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING

from extract.attribution.attribution_drafts import Draft, draft_of, sentence_at
from extract.attribution.closing_tags import closed
from extract.attribution.frames import verb_reports
from extract.attribution.headings import heading_draft
from extract.attribution.inheritance import inherited
from extract.attribution.linking import Linked, Speaker, link_back, link_credit, link_quotes
from extract.attribution.names import Names, person_key
from extract.attribution.phrase_cues import phrase_reports
from extract.attribution.quotes import find_quotes
from extract.attribution.reports import touched
from extract.attribution.resolution import PEOPLE, Resolution
from extract.attribution.sources import is_person, phrase
from extract.attribution.speech_tags import tag_before
from warehouse.records import Attribution, AttributionId, Quotation, QuotationId, Span, stable_id
from warehouse.terms import TABLE_ROWS, AttributionClass, AttributionKind, Part, SourceKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.attribution.quotes import Quote
    from extract.attribution.resolution import Resolved
    from extract.reading import Paragraph, Reading
    from warehouse.records import Figure, Sentence

WORD = re.compile(r"\w")
COLON = re.compile(r":\W*\Z")


def read_attributions(reading: Reading) -> tuple[tuple[Attribution, ...], tuple[Quotation, ...]]:
    """Return who says what in a page, and every quotation with the attribution it belongs to, or none."""
    found: list[tuple[Draft, Resolved]] = []
    linked: list[tuple[Paragraph, Linked]] = []
    for part in Part:
        parted = (paragraph for paragraph in reading.paragraphs if paragraph.block.part == part)
        paragraphs = [paragraph for paragraph in parted if paragraph.block.role not in TABLE_ROWS]  # cells say nothing
        names = Names(paragraphs)
        drafts, items = _read_part(paragraphs, reading.words(part), names)
        resolution = Resolution(paragraphs, [(item.quote.start, item.quote.end) for _, item in items], names)
        found += [(draft, resolution.resolve(draft.origin, draft.head)) for draft in drafts]
        linked += items
    return _records(reading, found, linked)


def _read_part(
    paragraphs: list[Paragraph], text: str, names: Names
) -> tuple[list[Draft], list[tuple[Paragraph, Linked]]]:
    """Return the drafts of one of the page's texts, and its quotations with the drafts they belong to."""
    speaker, items, above = Speaker(), list[Linked](), None
    drafts: list[Draft] = []
    linked: list[tuple[Paragraph, Linked]] = []
    for paragraph, quotes, goes_on in _with_quotes(paragraphs, text):
        here = _drafts(paragraph, quotes, goes_on=goes_on)
        run_on = len(quotes) == 1 and quotes[0].continues and not WORD.search(_outside(paragraph, quotes, text))
        if above and (run_on or not quotes) and (credit := link_credit(paragraph, above, items, text)) is not None:
            here, quotes = [credit], []  # noqa: PLW2901 - a name inside the marks is no part of the quotation
        items = link_quotes(paragraph, quotes, here, speaker, text, names=names, above=above)
        here = [draft for draft in here if draft.content]
        here += inherited(paragraph, here, [(quote.start, quote.end) for quote in quotes])
        linked += [(paragraph, item) for item in items]
        if items and items[0].quote.continues:
            link_back(linked, len(linked) - len(items), here)
        drafts += here
        if here or not items or WORD.search(_outside(paragraph, quotes, text)):
            speaker = _speaker(paragraph, here, items, text)
        above = paragraph
    return [draft for draft in drafts if draft.content], linked


def _outside(paragraph: Paragraph, quotes: Sequence[Quote], text: str) -> str:
    """Return a paragraph's words outside its quotation marks."""
    places = [paragraph.block.span_start, *(place for quote in quotes for place in quote[:2]), paragraph.block.span_end]
    return " ".join(text[start:end] for start, end in zip(places[::2], places[1::2], strict=True))


def _with_quotes(paragraphs: list[Paragraph], text: str) -> Iterator[tuple[Paragraph, list[Quote], bool]]:
    """Yield each paragraph with its quotations, and whether the last one goes on in a later paragraph."""
    bounds = [(paragraph.number, paragraph.block.span_start, paragraph.block.span_end) for paragraph in paragraphs]
    quotes: dict[int, list[Quote]] = {}
    for quote in find_quotes(text, bounds):
        quotes.setdefault(quote.paragraph, []).append(quote)
    goes_on = False
    found: list[tuple[Paragraph, list[Quote], bool]] = []
    for paragraph in reversed(paragraphs):
        here = quotes.get(paragraph.number, [])
        found.append((paragraph, here, goes_on))
        goes_on = here[0].continues if here else goes_on
    yield from reversed(found)


def _drafts(paragraph: Paragraph, quotes: list[Quote], *, goes_on: bool) -> list[Draft]:
    """Return the reporter's own attributions: what stands inside quotation marks is the speaker's business.

    A quotation whose closing mark is lost is cut, in `quotes`, where its reporting clause begins.
    """
    found = [*closed(paragraph.doc, verb_reports(paragraph.doc)), *phrase_reports(paragraph.doc)]
    drafts = [draft for report in found if (draft := draft_of(paragraph, report)) is not None]
    if quotes and not quotes[-1].closed and not goes_on:
        quotes[-1] = _cut(quotes[-1], drafts)
    marks = [(quote.start, quote.end) for quote in quotes]
    for draft in drafts:
        if draft.source and _inside(draft.source, marks) and not _within(draft.cue, marks):
            draft.source, draft.head = [], None  # a word of the speaker's, taken for the reporter's
    free = [draft for draft in drafts if not _within(draft.cue, marks)]
    if (heading := heading_draft(paragraph)) is not None:
        free.append(heading)
    beside: dict[str, list[Draft]] = {}
    for draft in free:
        beside.setdefault(_place(draft), []).append(draft)
    return [draft for draft in free if _stands(draft, beside[_place(draft)])]


def _cut(quote: Quote, drafts: list[Draft]) -> Quote:
    """Return a quotation without its closing mark as far as the first report of its words: “It is shut, she said."""
    for draft in drafts:
        if draft.cue_class is AttributionClass.SPEECH and draft.source and draft.rule == "clause":
            frame = min(draft.cue[0][0], draft.source[0][0])
            ends = [end for start, end in draft.content if quote.start <= start and end <= frame]
            if ends:
                return quote._replace(end=max(ends))
    return quote


def _place(draft: Draft) -> str:
    """Return the sentence of the cue: no content reaches beyond its sentence before quotations are linked."""
    return sentence_at(draft.paragraph, draft.cue[0][0]).sentence_id


def _within(cue: list[tuple[int, int]], spans: list[tuple[int, int]]) -> bool:
    """Say whether a cue touches one of these spans, which are in order and apart."""
    return any(touched(spans, first, last) for first, last in cue)


def _inside(spans: list[tuple[int, int]], marks: list[tuple[int, int]]) -> bool:
    """Say whether all of the spans lie inside marks, which are in order and apart."""
    for first, last in spans:
        at = bisect_right(marks, first, key=itemgetter(0))
        if not (at and last <= marks[at - 1][1]):
            return False
    return True


def _stands(draft: Draft, others: list[Draft]) -> bool:
    """Say whether a draft stands by itself or, within another's content, is still a report of speech."""
    if draft.rule == "according" or (draft.rule == "clause" and draft.cue_class == AttributionClass.SPEECH):
        return True
    return not any(_within(draft.cue, sorted(other.content)) for other in others if other is not draft)


def _speaker(paragraph: Paragraph, drafts: list[Draft], items: list[Linked], text: str) -> Speaker:
    """Return who may go on speaking in the next paragraph."""
    quoted = [item.draft for item in items if item.draft is not None and not item.fragment]
    sourced = [draft for draft in drafts if draft.source]
    spoken = [draft for draft in sourced if draft.has_source] or [d for d in sourced if is_person(d.head)]
    last = quoted[-1] if quoted else (spoken[-1] if spoken else None)
    end = paragraph.block.span_end
    colon = COLON.search(text[paragraph.block.span_start : end]) is not None
    if colon and (introduced := tag_before(paragraph, end)) is not None:
        last = introduced
    return Speaker(last, colon=colon, quoted=bool(quoted))


def _records(
    reading: Reading, drafts: list[tuple[Draft, Resolved]], linked: list[tuple[Paragraph, Linked]]
) -> tuple[tuple[Attribution, ...], tuple[Quotation, ...]]:
    found: dict[int, Attribution] = {}
    for draft, resolved in drafts:
        found[id(draft)] = _attribution(reading, draft, resolved)
    quotations = []
    for paragraph, item in linked:
        attribution = found.get(id(item.draft)) if item.draft is not None else None
        quotations.append(_quotation(reading, paragraph, item, attribution))
    order = {sentence.sentence_id: sentence.position for sentence in reading.sentences}
    ordered = sorted(found.values(), key=lambda a: (order[a.sentence_id], a.content, a.cue))
    quotations.sort(key=lambda q: (order[q.sentence_id], q.span_start))
    return tuple(ordered), tuple(quotations)


def _attribution(reading: Reading, draft: Draft, resolved: Resolved) -> Attribution:
    part = draft.paragraph.block.part
    text = reading.words(part)
    source, cue, content = (_spans(text, spans) for spans in (draft.source, draft.cue, draft.content))
    sentence = sentence_at(draft.paragraph, content[0].span_start)
    return Attribution(
        article_id=reading.article.article_id,
        attribution_id=AttributionId(
            stable_id(
                "attribution", sentence.sentence_id, draft.rule, *_local(sentence, cue), "|", *_local(sentence, content)
            )
        ),
        sentence_id=sentence.sentence_id,
        part=part,
        source=source,
        cue=cue,
        content=content,
        source_text=_text(text, source),
        cue_text=_text(text, cue),
        kind=_kind(draft),
        attribution_class=_class(draft, resolved.kind),
        source_kind=resolved.kind,
        canonical_source=resolved.name,
        via=None if draft.via is None else phrase(draft.via),
        inherited=draft.inherited,
        person_key=person_key(resolved.name) if resolved.name and resolved.kind is SourceKind.NAMED_PERSON else None,
    )


def _spans(text: str, spans: list[tuple[int, int]]) -> tuple[Span, ...]:
    """Return the spans in order, joined where only marks and spaces part them; marks alone are no words."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and not WORD.search(text, joined[-1].span_end, start):
            joined[-1] = Span(joined[-1].span_start, max(end, joined[-1].span_end))
        else:
            joined.append(Span(start, end))
    worded = tuple(span for span in joined if WORD.search(text, *span))
    return worded or tuple(joined)


def _local(sentence: Sentence, spans: tuple[Span, ...]) -> list[int]:
    """Return offsets within the sentence: ids must not move when another part of the page is edited."""
    return [place - sentence.span_start for span in spans for place in span]


def _text(text: str, spans: tuple[Span, ...]) -> str:
    return " ".join(text[start:end] for start, end in spans)


def _class(draft: Draft, kind: SourceKind) -> AttributionClass:
    """Return the class that fits who the source is: what a report says is a document's, what a person shows is not."""
    if kind == SourceKind.DOCUMENT and draft.cue_class == AttributionClass.SPEECH:
        return AttributionClass.DOCUMENT
    if draft.cue_class == AttributionClass.DOCUMENT and kind in PEOPLE:
        return AttributionClass.COGNITION
    return draft.cue_class


def _kind(draft: Draft) -> AttributionKind:
    if not draft.quotes:
        return AttributionKind.INDIRECT
    quoted = sum(last - first for first, last in draft.quotes)
    whole = sum(last - first for first, last in draft.content)
    return AttributionKind.DIRECT if quoted * 10 >= whole * 9 else AttributionKind.MIXED


def _quotation(reading: Reading, paragraph: Paragraph, item: Linked, attribution: Attribution | None) -> Quotation:
    part, quote = paragraph.block.part, item.quote
    sentence = sentence_at(paragraph, quote.start)
    return Quotation(
        article_id=reading.article.article_id,
        quotation_id=QuotationId(stable_id("quotation", sentence.sentence_id, quote.start - sentence.span_start)),
        sentence_id=sentence.sentence_id,
        part=part,
        span_start=quote.start,
        span_end=quote.end,
        text=reading.words(part)[quote.start : quote.end],
        fragment=item.fragment,
        attribution_id=None if attribution is None else attribution.attribution_id,
    )


def credit_figures(figures: Sequence[Figure], attributions: Sequence[Attribution]) -> tuple[Figure, ...]:
    """Return the figures with the attribution, own or inherited, whose content holds them; the narrowest one wins."""
    order = sorted(range(len(figures)), key=lambda number: _start(figures[number]))
    starts = [_start(figures[number]) for number in order]
    held: dict[int, tuple[bool, int, AttributionId]] = {}
    for said in attributions:
        if said.attribution_class not in {AttributionClass.SPEECH, AttributionClass.DOCUMENT}:
            continue
        claim = (said.inherited, sum(end - start for start, end in said.content), said.attribution_id)
        for start, end in said.content:
            within = slice(bisect_left(starts, (said.part, start)), bisect_left(starts, (said.part, end)))
            for number in order[within]:
                if figures[number].span_end <= end:
                    held[number] = min(claim, held.get(number, claim))
    return tuple(
        replace(figure, attribution_id=held[number][2]) if number in held else figure
        for number, figure in enumerate(figures)
    )


def _start(figure: Figure) -> tuple[Part, int]:
    return figure.part, figure.span_start
