"""Published verdicts as schema.org ClaimReview: made from claims alone, never from what a check raised."""

from __future__ import annotations

import json
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from review.decisions.claim_standing import standing_of
from review.wording import safe_link
from warehouse.verdicts import told_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from review.decisions.claim_standing import ClaimStanding
    from review.desk import Desk
    from review.settings import Settings

INNER = ("localhost", "local", "internal", "lan", "home", "intranet")  # last parts of names that the web does not know


def public_link(address: str) -> str:
    """Return the address if everybody on the web can open it, else ""."""
    try:
        host = (urlsplit(safe_link(address)).hostname or "").rstrip(".")
    except ValueError:
        return ""
    try:
        return address if ip_address(host).is_global else ""
    except ValueError:
        return address if "." in host and host.rpartition(".")[2] not in INNER else ""


def published_reviews(desk: Desk) -> list[dict[str, Any]]:
    """Return the ClaimReview of every verdict that is published and stands."""
    standing = [standing_of(desk.decisions, sentence_id) for sentence_id in desk.decisions.claims()]
    return [review_of(one, desk.settings) for one in standing if one.is_current]


def claim_reviews(_flags: Iterator[dict[str, Any]], about: dict[str, Any]) -> str:
    """Return the published verdicts as a list, whatever the view.

    Each stands by itself, for those who look for ClaimReviews pass over what is inside a `@graph`.
    """
    return as_json(about["reviews"]())


def as_json(reviews: list[dict[str, Any]] | dict[str, Any]) -> str:
    """Return what a page may hold between script tags: no sign in it ends them."""
    return json.dumps(reviews, ensure_ascii=False, indent=1).replace("<", "\\u003c")


def review_of(claim: ClaimStanding, settings: Settings) -> dict[str, Any]:
    """Return the ClaimReview of a claim whose verdict is published."""
    if claim.verdict is None or claim.published is None:
        raise ValueError("No verdict on this claim is published.")
    verdict, place = told_in(claim.verdict), told_in(claim.published)
    body = {"reviewBody": verdict["reasons"]} if verdict["reasons"] else {}
    cited = [found for event in claim.sources if (found := _cited(told_in(event)))]
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": place["address"],
        "url": place["address"],
        "claimReviewed": verdict["claim"],
        **body,
        "datePublished": claim.published.decided_at.date().isoformat(),
        "author": _named("Organization", settings.organisation, settings.organisation_url),
        "itemReviewed": _claim(verdict, place),
        "reviewRating": _rating(verdict),
        **({"citation": cited} if cited else {}),
    }


def _claim(verdict: dict[str, Any], place: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "Claim"}
    if verdict["speaker"]:
        found["author"] = _named("Person" if verdict["by_person"] else "Organization", verdict["speaker"])
    if place["dated"]:
        found["datePublished"] = place["dated"]
    if appearance := public_link(place["appearance"]):
        found["appearance"] = {"@type": "CreativeWork", "url": appearance, "headline": place["headline"]}
    return found


def _rating(verdict: dict[str, Any]) -> dict[str, Any]:
    rating = {"@type": "Rating", "alternateName": verdict["verdict"]}
    if verdict["rating"] is None:
        return rating
    return rating | {"ratingValue": verdict["rating"], "worstRating": verdict["worst"], "bestRating": verdict["best"]}


def _cited(source: dict[str, Any]) -> dict[str, Any] | None:
    """Return a source that readers can be shown: what lies on the house's own machines stays out."""
    address = public_link(source["address"])
    told = {"url": address, "archivedAt": public_link(source["archived"]), "text": source["quotation"]}
    if not address and not source["title"]:
        return None
    name = {"@type": "CreativeWork", "name": source["title"] or address}
    return name | {key: value for key, value in told.items() if value}


def _named(kind: str, name: str, url: str = "") -> dict[str, Any]:
    return {"@type": kind, "name": name} | ({"url": url} if public_link(url) else {})
