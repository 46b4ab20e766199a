"""Published fact-checks as their ClaimReviews say it: from a page, a list, or a data feed of many thousands.

All is hostile: an entry that cannot be used is left out with its reason, and what is too deep or broken ends the list.
"""

from __future__ import annotations

import html
import re
from itertools import islice
from json import JSONDecodeError, JSONDecoder
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urljoin, urlsplit

from fetch.dates import read_date
from fetch.feeds import read_feed
from fetch.files import file_url, read_file
from fetch.page_shape import parse, strings
from fetch.reasons import Fault, Reason
from warehouse.published_checks import PublishedCheck
from warehouse.records import stable_id
from webpage.charset import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from pathlib import Path

LONGEST_CLAIM, LONGEST_NAME, LONGEST_URL = 2_000, 200, 2_000  # characters
LARGEST_FILE = 300_000_000  # bytes
DEEPEST = 6  # lists and tables between the top of a document and a ClaimReview
FEED_ELEMENTS = re.compile(r'"dataFeedElement"\s*:\s*\[')
BETWEEN = re.compile(r"[\s,]*")
SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
TAGS = re.compile(r"<[^<>]{0,200}>")
HOLDERS = ("item", "itemListElement", "@graph", "dataFeedElement", "mainEntity", "hasPart", "review")
DECODER = JSONDecoder(parse_constant=lambda _: None)


class Refused(NamedTuple):
    """An entry that is left out: where it stands, and why."""

    place: str
    reason: str


class Reviews(NamedTuple):
    """What a document gave: fact-checks, entries that are none, and the pages that a feed says have them."""

    checks: tuple[PublishedCheck, ...] = ()
    refused: tuple[Refused, ...] = ()
    pages: tuple[str, ...] = ()


class UnusableError(ValueError):
    """A ClaimReview that says too little; the message says what is missing."""


def read_reviews(body: bytes, content_type: str, url: str, limit: int, at: datetime) -> Reviews:
    """Return the ClaimReviews of a document, at most `limit`; raise Fault where it can hold none."""
    if not body.strip():
        raise Fault(Reason.EMPTY, "no bytes")
    start = body[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] in {b"{", b"["}:
        text = body.decode("utf-8-sig", "replace")
        if start[:1] == b"{" and not FEED_ELEMENTS.search(text) and '"items"' in text and "ClaimReview" not in text:
            return _pages(body, url, limit, at)
        return _read(_json_parts(text), url, limit, at)
    if start[:5].lower() == b"<?xml" or start[:4].lower() in {b"<rss", b"<fee", b"<rdf"}:
        return _pages(body, url, limit, at)
    root = parse(decode(body, content_type).text)
    scripts = strings(root, '//script[contains(@type, "ld+json")]/text()') if root is not None else []
    return _read((part for script in scripts for part in _json_parts(script)), url, limit, at)


def read_review_file(path: Path, limit: int, at: datetime) -> Reviews:
    """Return the ClaimReviews of a file; raise Fault where it cannot be read, or is too large."""
    return read_reviews(read_file(path, None, LARGEST_FILE), "", file_url(path), limit, at)


def _pages(body: bytes, url: str, limit: int, at: datetime) -> Reviews:
    listing = read_feed(body, url, limit, at)
    return Reviews(pages=tuple(entry.url for entry in listing.entries))


def _json_parts(text: str) -> Iterator[object]:
    """Yield what a JSON text holds: of a data feed element after element, so that no more than one is in memory."""
    found = FEED_ELEMENTS.search(text)
    if found is None:
        whole = _parsed(text, BETWEEN.match(text).end())[0]  # type: ignore[union-attr] # it matches nothing too
        yield from whole if isinstance(whole, list) else (whole,)
        return
    place = found.end()
    while True:
        place = BETWEEN.match(text, place).end()  # type: ignore[union-attr] # it matches nothing too
        if text[place : place + 1] in {"]", ""}:
            return
        part, place = _parsed(text, place)
        yield part
        if isinstance(part, Refused):
            return


def _parsed(text: str, place: int) -> tuple[object, int]:
    try:
        return DECODER.raw_decode(text, place)
    except (JSONDecodeError, RecursionError, ValueError) as fault:
        told = "nested too deep" if isinstance(fault, RecursionError) else str(fault)[:100]
        return Refused(f"character {place}", f"the JSON is broken, and what follows was not read: {told}"), place


def _read(parts: Iterator[object], url: str, limit: int, at: datetime) -> Reviews:
    checks: dict[str, PublishedCheck] = {}
    refused: list[Refused] = []
    for number, part in enumerate(islice(parts, limit), 1):
        if isinstance(part, Refused):
            refused.append(part)
            continue
        items = list(islice(_reviews_in(part), limit))
        if not items:
            refused.append(Refused(f"entry {number}", "no ClaimReview in it"))
        for item in items:
            try:
                found = _check(item, url, at)
            except UnusableError as fault:
                refused.append(Refused(f"entry {number}", str(fault)))
            else:
                checks.setdefault(found.check_id, found)
    return Reviews(tuple(islice(checks.values(), limit)), tuple(refused[:limit]))


def _reviews_in(part: object, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > DEEPEST:
        return
    if isinstance(part, list):
        for one in part:
            yield from _reviews_in(one, depth + 1)
    elif isinstance(part, dict):
        kinds = part.get("@type")
        if "ClaimReview" in (kinds if isinstance(kinds, list) else [kinds]):
            yield part
            return
        for holder in HOLDERS:
            yield from _reviews_in(part.get(holder), depth + 1)


def _check(item: dict[str, Any], page: str, at: datetime) -> PublishedCheck:
    """Return the fact-check that a ClaimReview is; raise UnusableError with what is missing."""
    claim = _words(item.get("claimReviewed"), LONGEST_CLAIM)
    if not claim:
        raise UnusableError("claimReviewed is missing: nothing says what was checked")
    url = _address(item, page)
    if not url:
        raise UnusableError("url is missing, or is no web address")
    rating = _first(item.get("reviewRating"))
    verdict = _words(rating.get("alternateName") or rating.get("name") or rating.get("ratingValue"), LONGEST_NAME)
    if not verdict:
        raise UnusableError("reviewRating is missing: nothing says what was found")
    reviewed = _first(item.get("itemReviewed"))
    claimant = _name(reviewed.get("author"))
    return PublishedCheck(
        check_id=stable_id("published_check", url, claim),
        url=url,
        claim=claim,
        claimant=claimant,
        claimed_on=_day(reviewed.get("datePublished")),
        publisher=_name(item.get("author")) or _name(item.get("publisher")) or urlsplit(url).netloc[:LONGEST_NAME],
        verdict=verdict,
        rating=_number(rating.get("ratingValue")),
        worst=_number(rating.get("worstRating")),
        best=_number(rating.get("bestRating")),
        title=_words(item.get("name") or item.get("headline"), LONGEST_CLAIM),
        reviewed_on=_day(item.get("datePublished")),
        listed_in=page,
        fetched_at=at,
    )


def _address(item: dict[str, Any], page: str) -> str:
    for told in (item.get("url"), item.get("@id"), page):
        try:
            found = urljoin(page, told.strip()) if isinstance(told, str) and told.strip() else ""
            parts = urlsplit(found)
        except ValueError:
            continue
        if parts.scheme in {"http", "https"} and parts.netloc and "@" not in parts.netloc and len(found) <= LONGEST_URL:
            return found
    return ""


def _first(value: object) -> dict[str, Any]:
    one = value[0] if isinstance(value, list) and value else value
    return one if isinstance(one, dict) else {}


def _name(value: object) -> str:
    one = value[0] if isinstance(value, list) and value else value
    return _words(one.get("name") if isinstance(one, dict) else one, LONGEST_NAME)


def _words(value: object, most: int) -> str:
    """Return a value as plain words: no markup, no controls, at most so many characters."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = f"{value:g}"
    if not isinstance(value, str):
        return ""
    return SPACES.sub(" ", TAGS.sub(" ", html.unescape(value[: most * 4]))).strip()[:most]


def _number(value: object) -> float | None:
    try:
        found = float(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else None
    except (ValueError, OverflowError):
        return None
    return found if found is not None and abs(found) < 1e9 else None  # noqa: PLR2004 - no scale is longer; NaN neither


def _day(value: object) -> date | None:
    found = read_date(value)
    return found.date() if found else None
