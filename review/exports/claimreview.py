"""Published human conclusions as schema.org ClaimReview: never what a check raised, only what a newsroom stands by."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from review.vocabulary import RATINGS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warehouse.reviews import Event


def claim_reviews(flags: Iterator[dict[str, Any]], _about: dict[str, Any]) -> str:
    """Return a list with a ClaimReview for each conclusion that was published and not undone.

    Each stands by itself, for those who look for ClaimReviews pass over what is inside a `@graph`.
    """
    found = [_review(flag, event) for flag in flags for event in flag["history"] if event.act == "publish"]
    return json.dumps(found, ensure_ascii=False, indent=1)


def _review(flag: dict[str, Any], event: Event) -> dict[str, Any]:
    address, _, words = event.comment.partition("\n")
    claim: dict[str, Any] = {"@type": "Claim", "author": {"@type": "Organization", "name": flag["outlet"]}}
    if flag["url"]:
        claim["appearance"] = {"@type": "CreativeWork", "url": flag["url"], "headline": flag["headline"]}
    if flag["dated"]:
        claim["datePublished"] = flag["dated"].date().isoformat()
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "@id": address,
        "url": address,
        "claimReviewed": flag["sentence"],
        "reviewBody": words,
        "datePublished": event.decided_at.date().isoformat(),
        "author": {"@type": "Person", "name": event.reviewer},
        "itemReviewed": claim,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": list(RATINGS).index(event.reason) + 1,
            "worstRating": 1,
            "bestRating": len(RATINGS),
            "alternateName": RATINGS[event.reason],
        },
    }
