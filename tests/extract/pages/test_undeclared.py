"""The day of a page that declares none: htmldate's find, where the page bears it out."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from extract.page import read_html

if TYPE_CHECKING:
    from warehouse.records import Article

STORY = "<p>The harbour board of Norvale voted on Monday to close the slipway, which boats have used for years.</p>"
MORE = "<p>A meeting is planned for Saturday, and the sailing club said that it expects most members to come.</p>"
SECOND = datetime(2026, 3, 2, tzinfo=UTC)


def read(page: str, *, head: str = "", path: str = "slipway", language: str = "en") -> Article:
    page = (
        f'<html lang="{language}"><head><meta property="og:type" content="article">{head}'
        f"<title>Slipway closes</title></head><body>{page}</body></html>"
    )
    found = read_html(page, url=f"https://norvale.example/{path}", fetched_at=datetime(2026, 11, 26, tzinfo=UTC))
    assert ("date missing" in found.article.notes) == (found.article.published_at is None)
    return found.article


def published(below: str, *, head: str = "", path: str = "slipway", language: str = "en") -> datetime | None:
    page = f"<article><h1>Slipway closes</h1>{STORY}{MORE}</article>{below}"
    return read(page, head=head, path=path, language=language).published_at


@pytest.mark.parametrize(
    ("head", "below"),
    [
        ('<meta name="originalpublicationdate" content="2026-03-02">', ""),
        ('<script>window.story = {"created": "2026-03-02T07:30:00Z"}</script>', ""),
        ("", '<div class="meta-date">2 March 2026</div>'),
        ("", '<div class="entry-date">02.03.2026</div>'),
        ("", '<div class="entry-date">Monday, March 2nd, 2026</div>'),
    ],
)
def test_a_day_in_an_unusual_place_is_found(head: str, below: str) -> None:
    assert published(below, head=head) == SECOND


@pytest.mark.parametrize(
    "stamp",
    [
        '<p class="post-date">2 March 2026</p>',
        '<p>2 March 2026 <time datetime="02-03-2026 10:29">2 March 2026</time></p>',
        '<p><time datetime="2026-03-02">Monday</time></p>',
    ],
)
def test_a_day_under_the_headline_is_the_storys_and_is_not_in_its_text(stamp: str) -> None:
    found = read(f"<article><h1>Slipway closes</h1>{stamp}{STORY}{MORE}</article>")
    assert found.published_at is not None
    assert found.published_at.date() == SECOND.date()
    assert found.text == "\n\n".join(line.removeprefix("<p>").removesuffix("</p>") for line in (STORY, MORE))


def test_the_day_of_a_later_edit_is_no_day_of_publication() -> None:
    changed = '<meta property="article:modified_time" content="2026-03-02T07:30:00Z">'
    assert published("", head=changed) is None
    assert published("", head='<script>{"dateModified": "2026-03-02T07:30:00Z"}</script>' + changed) is None
    assert published('<div class="meta-date">2 March 2026</div>', head=changed) == SECOND


def test_the_year_of_a_copyright_is_no_day() -> None:
    assert published("<footer>© 2026 Norvale Herald</footer>") is None


def test_a_day_in_a_sentence_is_not_the_storys() -> None:
    assert (
        published("<p>The last slipway of the coast was closed on 2 March 2019 after a storm had damaged it.</p>")
        is None
    )


@pytest.mark.parametrize(("language", "day"), [("en", None), ("en-GB", SECOND), ("fr", SECOND)])
def test_a_day_that_can_be_read_two_ways_is_not_guessed(language: str, day: datetime | None) -> None:
    assert published('<div class="entry-date">02/03/2026</div>', language=language) == day


@pytest.mark.parametrize(
    "box",
    [
        '<article><time datetime="2026-01-05">5 January 2026</time><h2>Ferry late</h2></article>',
        '<div class="related-box"><time datetime="2026-01-05">5 January 2026</time> Ferry late</div>',
        '<aside><time datetime="2026-01-05">5 January 2026</time> Ferry late</aside>',
    ],
)
def test_the_time_of_another_story_is_not_this_ones(box: str) -> None:
    assert published(box) is None


def test_the_day_in_the_address_stands_over_another_that_is_printed() -> None:
    printed = '<p class="date">5 January 2026</p>'
    page = f"<html><body><article><h1>Slipway closes</h1>{printed}{STORY}{MORE}</article></body></html>"
    assert read_html(page, url="https://norvale.example/2026/03/02/slipway").article.published_at == SECOND


def test_a_page_of_very_many_elements_is_not_searched_text_by_text(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("htmldate.extractors._external_date", asked.append)
    lines = [f"<span>{number % 28 + 1} Slipday {number % 999 + 2000}</span>" for number in range(10_000)]
    figures = "<p>31.02.2026</p>"  # no day, but it could bear one out
    assert published(f"<div>{figures}{''.join(lines[:20])}</div>") is None
    searched = len(asked)
    assert searched
    assert published(f"<div>{figures}{''.join(lines[20:])}</div>") is None
    assert len(asked) == searched


def test_htmldate_is_not_asked_where_no_day_stands_on_the_page(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr("htmldate.extractors._external_date", asked.append)
    assert published(f"<div>{''.join(f'<span>{number} Slipday 2026</span>' for number in range(1, 9))}</div>") is None
    assert not asked
