"""A page's own day is the one that its readers had: an evening in New York is that day, whatever UTC says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from extract.documents import read_document
from extract.page import read_html
from extract.pipeline import annotate
from extract.plain import read_text

if TYPE_CHECKING:
    from extract.reading import Page

STORY = (
    "<p>The council of Osk shut the pier yesterday, the harbour master said, after a gale broke 14 of its 60 piles.</p>"
    "<p>It will stay closed for two weeks, she said, while divers look at the rest of the piles.</p>"
)


def page(declared: str, printed: str = "", more: str = "") -> Page:
    head = f'<meta property="article:published_time" content="{declared}">{more}<title>Pier shut after storm</title>'
    body = f"<article><h1>Pier shut after storm</h1><p>{printed}</p>{STORY}</article>"
    return read_html(f"<html lang=en-US><head>{head}</head><body>{body}</body></html>", url="https://osk.example/pier")


@pytest.mark.parametrize(
    ("declared", "printed", "day"),
    [
        ("2026-03-02T19:30:00-05:00", "", date(2026, 3, 2)),
        ("2026-03-03T00:30:00Z", "March 2, 2026", date(2026, 3, 2)),
        ("2026-03-02T22:30:00Z", "March 3, 2026", date(2026, 3, 3)),
        ("2026-03-03T00:30:00Z", "", date(2026, 3, 3)),
        ("2026-03-03T18:30:00Z", "March 2, 2026", date(2026, 3, 3)),  # no zone is that far west
        ("2026-03-03T00:30:00Z", "March 1, 2026", date(2026, 3, 3)),
    ],
)
def test_the_own_day_is_that_of_the_zone_or_the_printed_one(declared: str, printed: str, day: date) -> None:
    article = page(declared, printed).article
    assert (article.published_on, article.published_at) == (day, datetime.fromisoformat(declared))
    assert article.published_at is not None
    assert article.published_at.tzinfo is UTC


def test_a_later_printed_day_of_a_page_that_was_changed_is_not_the_own_day() -> None:
    changed = '<meta property="article:modified_time" content="2026-03-03T09:00:00Z">'
    assert page("2026-03-02T22:30:00Z", "March 3, 2026", changed).article.published_on == date(2026, 3, 2)


def test_what_is_told_of_yesterday_is_reckoned_from_the_own_day() -> None:
    (records,) = annotate([page("2026-03-02T19:30:00-05:00")])
    assert date(2026, 3, 1) in {figure.time_start for figure in records.figures if figure.text == "yesterday"}


def test_a_mail_has_the_day_of_its_sender_and_its_sender_for_an_author() -> None:
    mail = (
        b"From: Ann Carter <ann@osk.example>\r\nSubject: Pier\r\nDate: Mon, 2 Mar 2026 19:30:00 -0500\r\n\r\n"
        b"The council of Osk shut the pier.\r\n"
    )
    article = read_document(mail, "pier.eml").article
    assert (article.published_on, article.authors) == (date(2026, 3, 2), ("Ann Carter",))


def test_a_draft_has_the_authors_of_the_by_line_at_its_top() -> None:
    draft = "Pier shut after gale\n\nBy Ann Carter and Bo Lind\n\nThe council of Osk shut the pier."
    for name, text in (("pier.txt", draft), ("pier.md", draft.replace("Pier", "# Pier", 1))):
        article = read_document(text.encode(), name).article
        assert (article.byline, article.authors) == ("Ann Carter, Bo Lind", ("Ann Carter", "Bo Lind"))
    assert read_text("Rain.\n\nWind.\n\nSnow.\n\nBy Ann Carter").article.authors == ()


@pytest.mark.parametrize(
    ("byline", "authors"),
    [
        ("Ann Carter and Bo Lind", ("Ann Carter", "Bo Lind")),
        ("By Ann Carter, Reuters", ("Ann Carter",)),
        ("AFP", ()),
        ("", ()),
    ],
)
def test_the_authors_are_the_people_of_the_by_line(byline: str, authors: tuple[str, ...]) -> None:
    assert read_text("The pier is shut.", byline=byline).article.authors == authors


@pytest.mark.parametrize(
    ("head", "section"),
    [
        ('<meta property="article:section" content="City  life">', "City life"),
        (('<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Pier shut", '
         '"articleSection": ["Harbour", "Osk"]}</script>'), "Harbour"),
        (f'<meta property="article:section" content="{"one, two, " * 20}">', ""),
        ("", ""),
    ],
)  # fmt: skip
def test_the_section_is_the_one_that_the_page_names(head: str, section: str) -> None:
    assert page("2026-03-02T19:30:00-05:00", more=head).article.section == section
