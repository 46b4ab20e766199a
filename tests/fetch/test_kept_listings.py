"""What a feed listed is kept while it can be trusted."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from fetch.entries import Entry, Listing
from fetch.fetched import Attempt, Fetched
from fetch.kept_listings import LIFE, KeptListings
from fetch.sources import Source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

URL = "https://a.example/feed.xml"
NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
LISTED = Listing(
    entries=(
        Entry(url="https://a.example/1", title="Bridge closes", published_at=NOON, updated_at=NOON, listed_in=URL),
        Entry(url="https://a.example/2", guid="2"),
    ),
    sitemaps=("https://a.example/sitemap-2.xml",),
    notes=("1 dates in the future clamped",),
    cut=True,
)


def sent(**headers: str) -> Fetched:
    attempt = Attempt(run_id="r", source=Source(name="s", feeds=(URL,)), requested_url=URL, outlet="")
    return attempt.ended(headers=tuple((name.replace("_", "-"), value) for name, value in headers.items()), body=b"x")


def test_a_listing_comes_back_whole_with_its_validators(tmp_path: Path) -> None:
    KeptListings(tmp_path / "listings").keep(
        sent(ETag='"1"', Last_Modified="Fri, 02 May 2031 12:00:00 GMT"), LISTED, 1000
    )
    kept = KeptListings(tmp_path / "listings").find(URL, 1000)
    assert kept is not None
    assert (kept.etag, kept.last_modified) == ('"1"', "Fri, 02 May 2031 12:00:00 GMT")
    assert kept.listing == LISTED


def test_a_listing_without_validators_is_forgotten(tmp_path: Path) -> None:
    kept_listings = KeptListings(tmp_path)
    kept_listings.keep(sent(ETag='"1"'), LISTED, 1000)
    kept_listings.keep(sent(), LISTED, 1000)
    assert kept_listings.find(URL, 1000) is None
    assert list(tmp_path.iterdir()) == []


def older(path: Path) -> None:
    kept = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps({**kept, "kept_at": time.time() - LIFE - 1}), "utf-8")


@pytest.mark.parametrize(
    "spoil",
    [older, lambda path: path.write_text("{", "utf-8"), lambda path: path.write_text('{"limit": 1000}', "utf-8")],
    ids=["a day old", "cut short", "of another make"],
)
def test_a_listing_that_is_old_or_damaged_is_asked_for_whole(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    kept_listings = KeptListings(tmp_path)
    kept_listings.keep(sent(ETag='"1"'), LISTED, 1000)
    (path,) = tmp_path.iterdir()
    spoil(path)
    assert kept_listings.find(URL, 1000) is None


def test_a_listing_read_with_another_limit_is_asked_for_whole(tmp_path: Path) -> None:
    kept_listings = KeptListings(tmp_path)
    kept_listings.keep(sent(ETag='"1"'), LISTED, 10)
    assert kept_listings.find(URL, 1000) is None
    assert kept_listings.find(URL, 10) is not None


def test_without_a_folder_nothing_is_kept() -> None:
    kept_listings = KeptListings(None)
    kept_listings.keep(replace(sent(ETag='"1"'), fetched_at=NOON), LISTED, 10)
    assert kept_listings.find(URL, 10) is None
