"""A claim: its status, sources, verdict in the house's scale and publication, each an act with an undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from starlette.responses import RedirectResponse, Response

from review.copy.article_rows import attributions_of
from review.copy.checked_before import suggestions_of
from review.decisions.claim_standing import standing_of
from review.decisions.corrected import corrected_attributions, corrections_of, fixes_in
from review.desk import RefusedError, published_copy
from review.exports.claimreview import as_json, public_link, review_of
from review.pages.correcting import target_of
from review.pages.rendering import desk_of, posting, refusal, render, visitor_of, word
from review.wording import iso_day, safe_link
from warehouse.verdicts import PUBLISH, SOURCE, STATUS, STATUSES, VERDICT, Subject, claim_act, told_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.datastructures import FormData
    from starlette.requests import Request

    from review.copy.published import Copy
    from review.decisions.claim_standing import ClaimStanding
    from review.desk import Desk
    from warehouse.reviews import Event

LONGEST_CLAIM, LONGEST_REASONS, LONGEST_TITLE, LONGEST_SPEAKER = 1_000, 5_000, 300, 200  # characters
ORGANISATIONS = ("named_organisation", "document")


class Stated(NamedTuple):
    """A claim where it stands; `article` is None where the sentence is on no page any more."""

    subject: Subject
    article: dict[str, Any] | None
    speaker: str
    by_person: bool


class ConflictError(Exception):
    """Somebody else gave this claim a status or verdict first."""


def stated(desk: Desk, copy: Copy, sentence_id: str, article_id: str = "") -> Stated | None:
    """Return the claim that a sentence is, None where neither the copy nor an act knows it."""
    acts = desk.decisions.of_claim(sentence_id)
    if not article_id and acts:
        article_id = next((row["article_id"] for row in copy.rows("current_pages", urls=[acts[-1].url])), "")
    elif not article_id:
        article_id = next((row["article_id"] for row in copy.rows("sentence_article", sentence=sentence_id)), "")
    article = copy.article(article_id) if article_id else None
    rows = copy.rows_of("article_sentences", article_id) if article else []
    row = next((row for row in rows if row["sentence_id"] == sentence_id), None)
    if article and row:
        subject = Subject(sentence_id, row["text"], article["url"], article["outlet"])
        return Stated(subject, article, *_speaker(desk, copy, article, row))
    if acts:
        last = acts[-1]
        return Stated(Subject(sentence_id, last.sentence, last.url, last.outlet), None, last.outlet, by_person=False)
    return None


def _speaker(desk: Desk, copy: Copy, article: dict[str, Any], sentence: dict[str, Any]) -> tuple[str, bool]:
    """Return who is named as saying the sentence, and whether that is a person; where nobody is, the outlet says it."""
    fixes = fixes_in(corrections_of(desk.decisions, article["url"]), [sentence])
    sources = corrected_attributions(attributions_of(copy, article["article_id"]), fixes)
    first, last = sentence["span_start"], sentence["span_start"] + len(sentence["text"])
    for row in sources:
        within = any(span["span_start"] < last and first < span["span_end"] for span in row["content"])
        named = row["canonical_source"] or row["source_text"]
        if within and row["part"] == sentence["part"] and named:
            if row["source_kind"] == "named_person":
                return named, True
            if row["source_kind"] in ORGANISATIONS:
                return named, False
    return article["outlet"], False


def find_claim(request: Request) -> Response:
    """GET /articles/{article_id}/claim: the claim page of a ?flag=, ?figure=, ?attribution= or selected ?words=."""
    copy, article_id = published_copy(desk_of(request)), request.path_params["article_id"]
    article = copy.article(article_id)
    target = target_of(copy, article, request.query_params) if article else None
    if target is None:
        return refusal(request, "These words do not stand in one sentence of this article: select fewer.", 404)
    return RedirectResponse(f"/claims/{target.sentence['sentence_id']}?article={article_id}", 303)


def show_claim(request: Request) -> Response:
    """GET /claims/{sentence_id}; ?article= names a revision that has the sentence."""
    return _page(request, request.query_params.get("article", ""))


def _page(request: Request, article_id: str, *, draft: FormData | None = None, status: int = 200) -> Response:
    desk, sentence_id = desk_of(request), request.path_params["sentence_id"]
    claim = stated(desk, published_copy(desk), sentence_id, article_id)
    if claim is None:
        return refusal(request, "No such claim: no page of the published copy has this sentence.", 404)
    standing = standing_of(desk.decisions, sentence_id)
    return render(
        request,
        "claim.html",
        status=status,
        claim=claim,
        standing=standing,
        suggestions=suggestions_of(published_copy(desk), sentence_id),
        filled=_filled(claim, standing, draft),
        scale=desk.settings.scale,
        conflict=draft is not None,
        organisation=desk.settings.organisation,
        review=as_json(review_of(standing, desk.settings)) if standing.is_current else "",
        undone={event.decision_id for event in standing.history if desk.decisions.undone(event)},
        told=told_in,
        act_words=act_words,
    )


def _filled(claim: Stated, standing: ClaimStanding, draft: FormData | None) -> dict[str, str]:
    """Return what the verdict's form holds: what was refused, else the verdict that stands, else what was read."""
    if draft is not None:
        return {name: word(draft, name, LONGEST_REASONS) for name in ("verdict", "claim", "speaker", "by", "reasons")}
    if standing.verdict:
        told = told_in(standing.verdict)
        by = "person" if told["by_person"] else "organisation"
        return {"verdict": standing.verdict.reason, "by": by} | {
            key: told[key] for key in ("claim", "speaker", "reasons")
        }
    by = "person" if claim.by_person else "organisation"
    return {"verdict": "", "claim": claim.subject.sentence, "speaker": claim.speaker, "by": by, "reasons": ""}


def act_words(event: Event) -> str:
    """Return what an act on a claim says, in a few words."""
    told = told_in(event)
    if event.act == STATUS:
        return STATUSES.get(event.reason, event.reason)
    return str(told.get("verdict") or told.get("title") or told.get("address") or "")


def show_claims(request: Request) -> Response:
    """GET /claims: the claims that people work on, those touched last first; ?status= narrows them."""
    desk, wanted = desk_of(request), request.query_params.get("status", "")
    standing = {key: standing_of(desk.decisions, key) for key in desk.decisions.claims()}
    newest = sorted(standing.items(), key=lambda pair: pair[1].history[-1].number, reverse=True)
    rows = [
        {
            "sentence_id": key,
            "standing": one,
            "last": one.history[-1],
            "verdict": act_words(one.verdict) if one.verdict else "",
        }
        for key, one in newest
        if wanted in ("", one.status)
    ]
    return render(request, "claims.html", rows=rows, wanted=wanted)


def show_review(request: Request) -> Response:
    """GET /claims/{sentence_id}/claimreview.json: what a page puts between its script tags."""
    desk = desk_of(request)
    standing = standing_of(desk.decisions, request.path_params["sentence_id"])
    if not standing.is_current:
        return refusal(request, "No verdict on this claim is published.", 404)
    return Response(as_json(review_of(standing, desk.settings)), media_type="application/ld+json")


def acting(role: str) -> Callable[[Callable[[Request, FormData, Stated], None]], Any]:
    """Let an act on a claim take posts: find the claim, act, and go back to its page."""

    def decorate(act: Callable[[Request, FormData, Stated], None]) -> Any:  # noqa: ANN401 - what `posting` makes
        @posting(role)
        def answer(request: Request, form: FormData) -> Response:
            desk, sentence_id = desk_of(request), request.path_params["sentence_id"]
            article_id = word(form, "article", 100)
            claim = stated(desk, published_copy(desk), sentence_id, article_id)
            if claim is None:
                raise RefusedError("This sentence is not in the published copy any more: load the article again.")
            try:
                act(request, form, claim)
            except ConflictError:
                return _page(request, article_id, draft=form, status=409)
            return RedirectResponse(f"/claims/{sentence_id}?article={article_id}", 303)

        return answer

    return decorate


def unless_others(desk: Desk, form: FormData, claim: Stated) -> Callable[[], None]:
    """Return what refuses an act where somebody gave a status or verdict since the form was shown."""
    seen = word(form, "seen", 100)

    def look() -> None:
        if standing_of(desk.decisions, claim.subject.sentence_id).seen != seen:
            raise ConflictError

    return look


@acting("reviewer")
def give_status(request: Request, form: FormData, claim: Stated) -> None:
    """POST /claims/{sentence_id}/status."""
    status = word(form, "status", 20)
    if status not in STATUSES:
        raise RefusedError("Choose open, being checked or checked.")
    desk = desk_of(request)
    act = claim_act(STATUS, claim.subject, visitor_of(request).name, status)
    desk.record(act, unless_others(desk, form, claim))


@acting("reviewer")
def give_verdict(request: Request, form: FormData, claim: Stated) -> None:
    """POST /claims/{sentence_id}/verdict: one of the house's scale, on the claim in the words that readers will see."""
    desk = desk_of(request)
    grade = next((one for one in desk.settings.scale if one.key == word(form, "verdict", 100)), None)
    if grade is None:
        raise RefusedError("Choose a verdict.")
    words = word(form, "claim", LONGEST_CLAIM)
    if not words:
        raise RefusedError("Write the claim as readers will see it.")
    ratings = [one.rating for one in desk.settings.scale if one.rating is not None]
    act = claim_act(
        VERDICT,
        claim.subject,
        visitor_of(request).name,
        grade.key,
        verdict=grade.name,
        rating=grade.rating,
        worst=min(ratings, default=None),
        best=max(ratings, default=None),
        claim=words,
        speaker=word(form, "speaker", LONGEST_SPEAKER),
        by_person=word(form, "by", 20) == "person",
        reasons=word(form, "reasons", LONGEST_REASONS),
    )
    desk.record(act, unless_others(desk, form, claim))


@acting("reviewer")
def add_source(request: Request, form: FormData, claim: Stated) -> None:
    """POST /claims/{sentence_id}/source: an address or a title, what it says, and an archived copy."""
    told = {
        "address": word(form, "address"),
        "title": word(form, "title", LONGEST_TITLE),
        "quotation": word(form, "quotation"),
        "archived": word(form, "archived"),
    }
    for name in ("address", "archived"):
        if told[name] and not safe_link(told[name]):
            raise RefusedError("Write the address whole: https://example.org/report.")
    if not told["address"] and not told["title"]:
        raise RefusedError("A source needs an address or a title.")
    desk_of(request).record(claim_act(SOURCE, claim.subject, visitor_of(request).name, **told))


@acting("editor")
def publish(request: Request, form: FormData, claim: Stated) -> None:
    """POST /claims/{sentence_id}/publish: where the newsroom published the verdict that stands."""
    desk, address = desk_of(request), public_link(word(form, "address"))
    if not desk.settings.organisation:
        raise RefusedError("Say in copydesk.toml who publishes: [organisation] with name and url; then start again.")
    if not address:
        raise RefusedError("Write the public address of your fact-check: https://example.org/fact-check.")
    standing = standing_of(desk.decisions, claim.subject.sentence_id)
    if standing.verdict is None or standing.verdict.decision_id != word(form, "verdict_id", 100):
        raise RefusedError("The verdict has changed: load the page again and read it before you publish.")
    article = claim.article or {"headline": "", "published_at": None, "published_on": None}
    act = claim_act(
        PUBLISH,
        claim.subject,
        visitor_of(request).name,
        address=address,
        verdict_id=standing.verdict.decision_id,
        appearance=claim.subject.url,
        headline=article["headline"],
        dated=iso_day(article),
    )
    desk.record(act)
