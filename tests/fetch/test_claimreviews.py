"""Published fact-checks are read from pages, lists and feeds; what is hostile or says too little has its reason."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from fetch.claimreviews import LONGEST_CLAIM, read_review_file, read_reviews
from fetch.reasons import Fault

if TYPE_CHECKING:
    from pathlib import Path

    from fetch.claimreviews import Reviews

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
LIST = "https://checks.osk.example/data.json"
REVIEW: dict[str, Any] = {
    "@context": "http://schema.org",
    "@type": "ClaimReview",
    "url": "https://checks.osk.example/ferry",
    "claimReviewed": "The ferry of Norvale carried 900 people",
    "datePublished": "2026-02-01",
    "author": {"@type": "Organization", "name": "Osk Checks"},
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Ida Lind"},
        "datePublished": "2026-01-30",
    },
    "reviewRating": {"@type": "Rating", "ratingValue": "2", "bestRating": 5, "alternateName": "Mostly false"},
}


def read(document: object, content_type: str = "application/json", limit: int = 100) -> Reviews:
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    return read_reviews(body, content_type, LIST, limit, NOON)


def data_feed(*items: object) -> dict[str, Any]:
    return {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": item} for item in items]}


def without(key: str) -> dict[str, Any]:
    return {name: value for name, value in REVIEW.items() if name != key}


@pytest.mark.parametrize(
    "document",
    [
        REVIEW,
        [REVIEW, REVIEW],
        {"@graph": [{"@type": "WebPage"}, REVIEW]},
        data_feed(REVIEW),
        data_feed([REVIEW]),
        {"@type": "NewsArticle", "review": REVIEW},
        f'<html><script type="application/ld+json">{json.dumps(REVIEW)}</script><p>Text</p></html>'.encode(),
        b"\xef\xbb\xbf" + json.dumps(REVIEW | {"@type": ["Review", "ClaimReview"]}).encode(),
    ],
)
def test_a_claim_review_is_read_wherever_it_stands(document: object) -> None:
    (found,) = read(document).checks
    assert (found.claim, found.verdict, found.publisher) == (REVIEW["claimReviewed"], "Mostly false", "Osk Checks")
    assert (found.claimant, found.claimed_on, found.reviewed_on) == ("Ida Lind", date(2026, 1, 30), date(2026, 2, 1))
    assert (found.rating, found.worst, found.best, found.listed_in) == (2.0, None, 5.0, LIST)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        (without("claimReviewed"), "claimReviewed is missing"),
        (without("reviewRating"), "reviewRating is missing"),
        (REVIEW | {"claimReviewed": ["a"], "x": 1}, "claimReviewed is missing"),
        ({"@type": "NewsArticle"}, "no ClaimReview in it"),
        (7, "no ClaimReview in it"),
        (None, "no ClaimReview in it"),
    ],
)
def test_an_entry_that_says_too_little_has_its_reason_and_the_others_are_read(item: object, reason: str) -> None:
    found = read(data_feed(item, REVIEW))
    assert len(found.checks) == 1
    (refused,) = found.refused
    assert refused.place == "entry 1"
    assert reason in refused.reason


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "https://a:b@osk.example/", "http://[", 5, ""]
)
def test_only_a_web_address_is_an_address_and_else_the_page_is(url: object) -> None:
    (found,) = read(REVIEW | {"url": url}).checks
    assert found.url == LIST


def test_a_local_list_without_addresses_gives_none(tmp_path: Path) -> None:
    path = tmp_path / "checks.json"
    path.write_text(json.dumps(data_feed(without("url"), REVIEW)), "utf-8")
    found = read_review_file(path, 10, NOON)
    assert [one.reason for one in found.refused] == ["url is missing, or is no web address"]
    assert len(found.checks) == 1


def test_what_comes_before_a_break_is_kept() -> None:
    whole = json.dumps(data_feed(REVIEW, REVIEW | {"claimReviewed": "Another"}, REVIEW))
    found = read(whole[:-150].encode())
    assert len(found.checks) == 2
    assert "what follows was not read" in found.refused[-1].reason


@pytest.mark.parametrize(
    "body",
    [
        b'{"dataFeedElement": [' + b"[" * 200_000,
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b'{"dataFeedElement": [' + b"9" * 10_000 + b"]}",
        b'{"x": "\\"dataFeedElement\\": [", ',
        b"{}",
        b"[1e999, NaN, -Infinity]",
        b"\xff\xfe{\x00",
        b"<html><script type=application/ld+json>{broken</script></html>",
    ],
)
def test_hostile_bytes_give_no_fact_check_and_end(body: bytes) -> None:
    assert read(body, "").checks == ()


def test_hostile_values_are_bounded_plain_words() -> None:
    nasty = REVIEW | {
        "claimReviewed": "A <b>bold</b>\x00 claim &amp; more " + "x" * 50_000,
        "reviewRating": [{"ratingValue": "1e400", "bestRating": True, "alternateName": "F\u0007alse\n\n"}],
        "author": [{"name": {"a": 1}}],
        "datePublished": "soon",
    }
    (found,) = read(nasty).checks
    assert found.claim.startswith("A bold claim & more")
    assert len(found.claim) == LONGEST_CLAIM
    assert (found.verdict, found.rating, found.best, found.reviewed_on) == ("F alse", None, None, None)
    assert found.publisher == "checks.osk.example"


def test_no_more_than_the_limit_is_read() -> None:
    found = read(data_feed(*[REVIEW | {"claimReviewed": f"Claim {n}"} for n in range(50)]), limit=7)
    assert len(found.checks) == 7


def test_a_feed_names_the_pages_that_have_them() -> None:
    feed = b"<?xml version='1.0'?><rss><channel><item><link>https://checks.osk.example/1</link></item></channel></rss>"
    assert read(feed, "application/rss+xml").pages == ("https://checks.osk.example/1",)
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [{"id": "1", "url": "https://checks.osk.example/2"}],
    }
    assert read(told).pages == ("https://checks.osk.example/2",)


def test_an_empty_document_is_a_fault() -> None:
    with pytest.raises(Fault):
        read(b"  ")
