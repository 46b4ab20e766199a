"""The machine corrected: another speaker, value or unit, no claim, what was missed; each an act with an undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.responses import RedirectResponse

from review.copy.article_rows import attributions_of, figures_of, flags_of, parts_of
from review.decisions.corrected import corrections_of, number_of
from review.desk import RefusedError, published_copy
from review.pages.rendering import desk_of, posting, refusal, render, visitor_of, word
from review.pages.segments import LINE
from review.vocabulary import SOURCE_KINDS
from warehouse.corrections import ADDED, DENIED, KINDS, LONGEST_VALUE, MOVED, NEEDS_VALUE, VALUED, correction

if TYPE_CHECKING:
    from starlette.datastructures import FormData, QueryParams
    from starlette.requests import Request
    from starlette.responses import Response

    from review.copy.published import Copy

SPOKEN = ("source_words", "said_words")
LONGEST_WORDS = 1_000  # characters that may be selected
FOR_FIGURES = ("value", "unit", "counted", "speaker", "figure_words", "claim_words", "not_figure", "not_claim")
FOR_SPEECH = ("speaker", "source_kind", *SPOKEN, "claim_words", "not_quotation", "not_claim")
FOR_WORDS = (*ADDED, "speaker")


class Target(NamedTuple):
    """The words that are corrected: their sentence, their place in it, and which corrections fit."""

    sentence: dict[str, Any]
    start: int
    end: int
    kinds: tuple[str, ...]


def show_correcting(request: Request) -> Response:
    """GET /articles/{article_id}/correct: ?flag=, ?figure= or ?attribution=, or ?words= with ?line= and ?nth=."""
    desk, copy = desk_of(request), published_copy(desk_of(request))
    article = copy.article(request.path_params["article_id"])
    if article is None:
        return refusal(request, "No such article in the published copy.", 404)
    target = target_of(copy, article, request.query_params)
    if target is None:
        return refusal(request, "These words do not stand in one sentence of this article: select fewer.", 404)
    standing = [
        one
        for one in corrections_of(desk.decisions, article["url"])
        if one.sentence_id == target.sentence["sentence_id"]
    ]
    other = None
    if "flag" in request.query_params and "words" in request.query_params:  # words selected with a card chosen
        other = _selected(article, copy.rows_of("article_sentences", article["article_id"]), request.query_params)
        if other is None or other.sentence["sentence_id"] != target.sentence["sentence_id"]:
            return refusal(
                request, "The words you selected are in another sentence than the flag's: select others.", 404
            )
    kinds = {kind: KINDS[kind] for kind in target.kinds}
    groups = [(name, {k: v for k, v in kinds.items() if k in some}) for name, some in GROUPS]
    groups.sort(key=lambda group: target.kinds[0] not in group[1])  # what fits best comes first
    return render(
        request,
        "correct.html",
        article=article,
        target=target,
        groups=groups,
        standing=standing,
        longest=LONGEST_WORDS,
        other=_told(other),
        moved=MOVED,
    )


def _told(other: Target | None) -> dict[str, Any] | None:
    """Return other words that were selected, as the form says them: themselves, and which of their like they are."""
    if other is None:
        return None
    text, words = other.sentence["text"], other.sentence["text"][other.start : other.end]
    return {"words": words, "nth": places_of(words, text).index((other.start, other.end)) + 1}


def places_of(words: str, sentence: str) -> list[tuple[int, int]]:
    """Return everywhere that the words stand in a sentence."""
    found, at = list[tuple[int, int]](), sentence.find(words) if words else -1
    while at >= 0:
        found.append((at, at + len(words)))
        at = sentence.find(words, at + 1)
    return found


GROUPS = (
    ("Something else is right", VALUED),
    ("Other words of the sentence are right", MOVED),
    ("It is not what it was read as", DENIED),
    ("It was missed", ADDED),
)


def target_of(copy: Copy, article: dict[str, Any], asked: QueryParams) -> Target | None:
    """Return the words that an address names, None where they do not stand in one sentence."""
    sentences, article_id = copy.rows_of("article_sentences", article["article_id"]), article["article_id"]
    if flag_id := asked.get("flag"):
        row = next((flag for flag in flags_of(copy, article_id) if flag["flag_id"] == flag_id), None)
        kinds = FOR_FIGURES if row and row["check_code"].startswith("FG") else FOR_SPEECH
        return _within(sentences, row, kinds)
    sources = attributions_of(copy, article_id)
    if figure_id := asked.get("figure"):
        row = next((one for one in figures_of(copy, article_id, sources) if one["figure_id"] == figure_id), None)
        return _within(sentences, row, FOR_FIGURES)
    if attribution_id := asked.get("attribution"):
        row = next((one for one in sources if one["attribution_id"] == attribution_id and one["content"]), None)
        return _within(sentences, row and row | row["content"][0], FOR_SPEECH)
    return _selected(article, sentences, asked)


def _within(sentences: list[dict[str, Any]], span: dict[str, Any] | None, kinds: tuple[str, ...]) -> Target | None:
    """Return the words of a span, cut to the sentence in which it begins."""
    if span is None:
        return None
    for row in sentences:
        start, end = span["span_start"] - row["span_start"], span["span_end"] - row["span_start"]
        if row["part"] == span["part"] and 0 <= start < len(row["text"]):
            return Target(row, start, min(end, len(row["text"])), kinds)
    return None


def _selected(article: dict[str, Any], sentences: list[dict[str, Any]], asked: QueryParams) -> Target | None:
    """Return words that were selected: their n-th occurrence in a paragraph, counted as the page shows paragraphs."""
    words, line, nth = asked.get("words", "").strip()[:LONGEST_WORDS], asked.get("line", ""), asked.get("nth", "0")
    if not words or not line.isdecimal() or not nth.isdecimal():
        return None
    shown = [
        (part, found) for part, text in parts_of(article).items() for found in LINE.finditer(text) if found[0].strip()
    ]
    if int(line) >= len(shown):
        return None
    part, found = shown[int(line)]
    at = -1
    for _ in range(min(int(nth), len(found[0])) + 1):
        at = found[0].find(words, at + 1)
        if at < 0:
            return None
    start = found.start() + at
    target = _within(sentences, {"part": part, "span_start": start, "span_end": start + len(words)}, FOR_WORDS)
    return target if target and target.end - target.start == len(words) else None


@posting("reviewer")
def correct(request: Request, form: FormData) -> Response:
    """POST /articles/{article_id}/correct: append the correction; it holds wherever this very sentence stands."""
    desk, article_id = desk_of(request), request.path_params["article_id"]
    copy = published_copy(desk)
    article = copy.article(article_id)
    sentences = {row["sentence_id"]: row for row in copy.rows_of("article_sentences", article_id)} if article else {}
    sentence = sentences.get(word(form, "sentence", 100))
    if article is None or sentence is None:
        raise RefusedError("This sentence is not in the published copy any more: load the article again.")
    kind = word(form, "kind", 40)
    value = _value(kind, word(form, "value", LONGEST_WORDS))
    bounds = word(form, "start", 9), word(form, "end", 9)
    if not all(bound.isdecimal() for bound in bounds) or not 0 <= int(bounds[0]) < int(bounds[1]) <= len(
        sentence["text"]
    ):
        raise RefusedError("These words are not in the sentence: load the article again.")
    span, place = (int(bounds[0]), int(bounds[1])), None
    if kind in MOVED:
        span, place = (
            _anchor(copy, article_id, sentence, span, kind),
            _place(sentence["text"], value, word(form, "nth", 4)),
        )
        if span == place:
            raise RefusedError("These are the words that it has already: choose others.")
        if kind == "figure_words" and set(_spans(copy, article_id, sentence, place, kind)) - {span}:
            raise RefusedError(
                "Another figure stands on these words: say that this one is no figure, and correct that."
            )
    act = correction(
        kind,
        url=article["url"],
        outlet=article["outlet"],
        sentence_id=sentence["sentence_id"],
        sentence=sentence["text"],
        span=span,
        value=value,
        place=place,
        reviewer=visitor_of(request).name,
    )
    desk.record(act)
    return RedirectResponse(f"/articles/{article_id}#corrections", 303)


def _value(kind: str, value: str) -> str:
    """Return what is right as it is stored; raises RefusedError with the mend."""
    if kind not in KINDS:
        raise RefusedError("Choose what is to be corrected.")
    if kind not in NEEDS_VALUE:
        return ""
    if len(value) > LONGEST_VALUE and kind not in MOVED:
        raise RefusedError(f"Write at most {LONGEST_VALUE} characters.")
    if not value:
        raise RefusedError(f"Write what is right: {KINDS[kind].lower()}.")
    if kind in ("value", "figure"):
        number = number_of(value)
        if number is None:
            raise RefusedError("Write the number in digits, such as 9235 or 4.2.")
        return f"{number:f}"
    if kind == "source_kind":
        named = {words: name for name, words in SOURCE_KINDS.items()} | {name: name for name in SOURCE_KINDS}
        if value.lower() not in named:
            raise RefusedError(f"Choose one of: {', '.join(SOURCE_KINDS.values())}.")
        return named[value.lower()]
    return value


def _place(sentence: str, words: str, nth: str) -> tuple[int, int]:
    """Return where other words stand in the sentence; raises RefusedError where that is nowhere, or not clear."""
    found = places_of(words, sentence)
    if not found:
        raise RefusedError("These words do not stand in this sentence: copy them as they are printed.")
    if not nth and len(found) > 1:
        raise RefusedError(f"These words stand {len(found)} times in this sentence: say which, 1 is the first.")
    if nth and (not nth.isdecimal() or not 1 <= int(nth) <= len(found)):
        raise RefusedError(f"They stand {len(found)} times in this sentence: write a number up to that.")
    return found[int(nth or 1) - 1]


def _anchor(copy: Copy, article_id: str, sentence: dict[str, Any], span: tuple[int, int], kind: str) -> tuple[int, int]:
    """Return the very words that were read there, a figure or what was said; raises RefusedError if not clear."""
    if kind == "claim_words":
        return 0, len(sentence["text"])
    found = _spans(copy, article_id, sentence, span, kind)
    if len(found) != 1:
        raise RefusedError("It is not clear which reading is meant: open its row in the ledger above the article.")
    return found[0]


def _spans(
    copy: Copy, article_id: str, sentence: dict[str, Any], span: tuple[int, int], kind: str
) -> list[tuple[int, int]]:
    """Return the figures, or for other kinds what was said, that have any of these words of a sentence."""
    sources, at = attributions_of(copy, article_id), sentence["span_start"]
    if kind == "figure_words":
        spans = figures_of(copy, article_id, sources)
    else:
        spans = [row | said for row in sources for said in row["content"]]
    there = [(one["span_start"] - at, one["span_end"] - at) for one in spans if one["part"] == sentence["part"]]
    return sorted({(start, end) for start, end in there if start < span[1] and span[0] < end and start >= 0})
