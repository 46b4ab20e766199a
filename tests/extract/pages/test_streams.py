"""Lists of other stories beside the one that a page tells."""

from __future__ import annotations

from extract.page import read_html

STORY = "".join(
    f"<p>{words}</p>"
    for words in (
        "The harbour board of Norvale voted on Monday to close the slipway, which boats have used for years.",
        "A meeting is planned for Saturday, and the sailing club said that it expects most members to come.",
        "The board has 12 members, of whom nine voted for it, according to the minutes that it published.",
    )
)
OTHER = (
    "The ferry from Osk came in four hours late again, and its captain said that the ramp had been stuck since dawn."
)


def text(page: str) -> str:
    return read_html(f"<html><body>{page}</body></html>", url="https://norvale.example/slipway").article.text


def test_a_list_of_other_stories_with_their_first_lines_is_left_out() -> None:
    stream = "".join(f"<li><div><a href='/{n}'>Ferry {n} late</a><p>{n}: {OTHER}</p></div></li>" for n in range(9))
    read = text(f"<div><article><h1>Slipway closes</h1>{STORY}</article><ul>{stream}</ul></div>")
    assert "The board has 12 members" in read
    assert "ferry" not in read.lower()


def test_a_list_in_the_story_stays_and_so_does_one_on_a_page_without_an_article() -> None:
    listed = f"<ul><li><p>{OTHER}</p></li></ul>"
    assert OTHER in text(f"<article><h1>Slipway closes</h1>{STORY}{listed}</article>")
    assert OTHER in text(f"<div><h1>Slipway closes</h1>{STORY}{listed}</div>")


def test_a_line_that_announces_what_does_not_follow_is_left_out() -> None:
    read = text(
        f"<article><h1>Slipway closes</h1>{STORY}<p>Our other reports on the slipway and the harbour:</p></article>"
    )
    assert "minutes that it published" in read
    assert "other reports" not in read


def test_no_comments_and_further_articles_are_no_text() -> None:
    tail = "<p>Weitere Artikel zum Hafen von Norvale</p><p>Keine Kommentare</p><p>Letzte Änderung: 3. 4. 2026</p>"
    read = text(f"<article><h1>Slipway closes</h1>{STORY}{tail}</article>")
    assert read.endswith("minutes that it published.")
