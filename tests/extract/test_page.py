"""HTML pages: the story and nothing but the story, with every part in its place and every span its words."""

from __future__ import annotations

import contextlib
import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.page import NoArticle, read_html
from warehouse.terms import Part, Role

if TYPE_CHECKING:
    from extract.reading import Page

URL = "https://herald.example/2026/baths?utm_source=feed"
HEAD = """<html lang="en-GB"><head><title>Baths to close | Eastmere Herald</title>
<meta property="og:type" content="article"><link rel="canonical" href="https://herald.example/2026/baths">
<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [{"@type": "WebSite"},
{"@type": "NewsArticle", "headline": "Baths to close", "author": [{"name": "Ines Calder"}, {"name": "Tom Reeve"}],
"datePublished": "2026-03-02T09:30:00+02:00", "dateModified": "2026-03-02T11:00:00+02:00",
"description": "Council votes to shut the 1904 building; swimmers plan a march"}]}</script></head>"""
STORY = [
    "The council of Eastmere voted on Monday to close the baths, which 4,100 people signed a petition to keep.",
    "“We cannot pay for the roof,” said Ada Finch, the leader of the council, after a debate of three hours.",
    "The building opened in 1904 and was last repaired in 1987, according to a survey that the county ordered.",
    "A march is planned for Saturday, and the swimming club said that it expects about 600 people to join it.",
]
PAGE = f"""{HEAD}<body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><main><article>
<header><h1>Baths to close</h1><p class="standfirst">Council votes to shut the 1904 building; swimmers plan a march</p>
<div class="byline">By Ines Calder</div></header>
<ul class="key-points"><li>The roof needs 2 million dollars of repairs.</li>
<li>A march is planned for Saturday.</li></ul>
<div class="article-body"><p>{STORY[0]}</p>
<figure><img src="a.jpg"><figcaption>The baths in 2019. Photo: Lena Hale</figcaption></figure>
<p>{STORY[1]}</p>
<aside class="related"><h3>More on this</h3><a href="/a">Library to lose 3 of its 12 staff, council says</a></aside>
<h2>A roof of iron</h2><p>{STORY[2]}</p>
<p><a href="/b">Read more: Ferry runs aground with 60 on board</a></p>
<ul><li>Adults paid 4 dollars for a swim.</li><li>Children swam for nothing on Sundays.</li></ul>
<p>{STORY[3]}</p>
<p>Correction: An earlier version of this article said that the building opened in 1914.</p></div></article></main>
<footer>© 2026 Eastmere Herald. All rights reserved.</footer></body></html>"""


def blocks(page: Page, role: Role) -> list[str]:
    texts = {Part.TEXT: page.article.text, Part.TITLE: page.article.headline, Part.STANDFIRST: page.article.standfirst}
    return [texts[block.part][block.span_start : block.span_end] for block in page.blocks if block.role is role]


@pytest.fixture(scope="module")
def page() -> Page:
    return read_html(PAGE, url=URL, outlet="Eastmere Herald", fetched_at=datetime(2026, 3, 2, 12, tzinfo=UTC))


def test_the_story_is_the_body(page: Page) -> None:
    assert blocks(page, Role.BODY) == STORY


def test_headline_and_standfirst_stand_apart_and_not_in_the_text(page: Page) -> None:
    assert page.article.headline == "Baths to close"
    assert page.article.standfirst == "Council votes to shut the 1904 building; swimmers plan a march"
    assert page.article.headline not in page.article.text
    assert page.article.standfirst not in page.article.text


def test_every_part_of_the_text_has_its_role(page: Page) -> None:
    assert blocks(page, Role.SUBHEAD) == ["A roof of iron"]
    assert blocks(page, Role.CAPTION) == ["The baths in 2019. Photo: Lena Hale"]
    assert blocks(page, Role.LIST_ITEM) == [
        "Adults paid 4 dollars for a swim.",
        "Children swam for nothing on Sundays.",
    ]
    assert blocks(page, Role.KEY_POINT) == [
        "The roof needs 2 million dollars of repairs.",
        "A march is planned for Saturday.",
    ]
    assert len(blocks(page, Role.CORRECTION_NOTE)) == 1


def test_what_leads_to_other_stories_is_not_in_the_text(page: Page) -> None:
    assert "Library" not in page.article.text
    assert "Ferry" not in page.article.text
    assert "rights reserved" not in page.article.text


def test_paragraphs_are_parted_by_one_blank_line_and_blocks_are_exact(page: Page) -> None:
    parts = page.article.text.split("\n\n")
    assert [page.article.text[b.span_start : b.span_end] for b in page.blocks if b.part == "text"] == parts
    assert all(part == part.strip() and "\n" not in part for part in parts)


def test_the_page_declares_who_when_and_in_what_language(page: Page) -> None:
    article = page.article
    assert article.byline == "Ines Calder, Tom Reeve"
    assert article.published_at == datetime(2026, 3, 2, 7, 30, tzinfo=UTC)
    assert article.modified_at == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert (article.language, article.article_type, article.url) == ("en", "news", "https://herald.example/2026/baths")


def test_notes_say_what_stands_in_the_text_beside_the_story(page: Page) -> None:
    assert "captions: 1" in page.article.notes
    assert "corrections: 1" in page.article.notes
    assert page.article.text_share is not None
    assert page.article.text_share > 0.9


def test_a_page_without_a_date_or_in_another_language_says_so() -> None:
    text = "Die Fähre nach Norwal ist am Montag mit vier Stunden Verspätung ausgelaufen, weil die Rampe klemmte. "
    html = (
        f"<html lang='de'><body><article><h1>Fähre spät</h1><p>{text * 3}</p><p>{text * 2}</p></article></body></html>"
    )
    assert {"date missing", "language unread: de"} <= set(read_html(html, url=URL).article.notes)


def test_a_paragraph_that_the_extractor_lost_between_others_is_filled_in() -> None:
    linked = '<p><a href="/w">The survey</a> <a href="/x">of the county</a> put the cost at 2 million dollars.</p>'
    page = read_html(PAGE.replace("<h2>A roof of iron</h2>", f"{linked}<h2>A roof of iron</h2>"), url=URL)
    assert "The survey of the county put the cost at 2 million dollars." in page.article.text


def test_a_box_that_calls_for_a_click_is_left_out() -> None:
    box = '<div><p>Independent news needs you, now more than ever.</p><a class="button" href="/give">Give</a></div>'
    page = read_html(PAGE.replace(f"<p>{STORY[3]}</p>", f"<p>{STORY[3]}</p>{box}"), url=URL)
    assert "needs you" not in page.article.text


def test_headings_of_boxes_below_the_story_are_left_out() -> None:
    page = read_html(PAGE.replace("</div></article>", "<h3>Most loved this week</h3></div></article>"), url=URL)
    assert "Most loved" not in page.article.text


def test_a_line_of_the_story_set_large_again_is_not_said_twice() -> None:
    pulled = (
        '<blockquote class="pull-quote"><p>We cannot pay for the roof</p><p>A. Finch, council leader</p></blockquote>'
    )
    page = read_html(PAGE.replace("<h2>A roof of iron</h2>", f"{pulled}<h2>A roof of iron</h2>"), url=URL)
    assert page.article.text.count("We cannot pay for the roof") == 1
    assert "council leader" not in page.article.text


def test_a_quotation_that_stands_once_stays() -> None:
    quoted = "<blockquote><p>The pool was my second home, and its clock was always four minutes slow.</p></blockquote>"
    page = read_html(PAGE.replace("<h2>A roof of iron</h2>", f"{quoted}<h2>A roof of iron</h2>"), url=URL)
    assert "four minutes slow" in page.article.text


def with_more(markup: str) -> str:
    """Return the text of the page with more markup in its story."""
    return read_html(PAGE.replace("<h2>A roof of iron</h2>", f"{markup}<h2>A roof of iron</h2>"), url=URL).article.text


def test_quotations_that_the_browser_marks_have_their_marks_and_their_paragraph() -> None:
    said = "<p>Engineers looked at it in March. <q>We saw a crack <q>as wide</q> as a hand</q>, said Marta Lind.</p>"
    assert "\n\nEngineers looked at it in March. “We saw a crack ‘as wide’ as a hand”, said Marta Lind." in with_more(
        said
    )


def test_a_block_quotation_keeps_whose_it_is() -> None:
    words = "“It was built on sand and nobody ever looked at it again.”"
    quoted = f"<blockquote><p>{words}</p><footer>— <cite>Ana Brill</cite></footer></blockquote>"
    assert f"{words}\n\n— Ana Brill" in with_more(quoted)


def test_hints_for_those_who_hear_the_page_are_not_words_of_the_story() -> None:
    link = 'the <a href="/s">survey<span class="sr-only"> to download</span> (opens in new tab)</a> that'
    assert "the survey that the county" not in PAGE
    text = read_html(PAGE.replace("a survey that", link), url=URL).article.text
    assert "according to the survey that the county ordered" in text


def test_text_is_brought_to_nfc_and_loses_what_cannot_be_seen() -> None:
    html = PAGE.replace("A march", unicodedata.normalize("NFD", "Über\u00adall\u200b a march"))
    text = read_html(html, url=URL).article.text
    assert "Überall a march" in text
    assert unicodedata.is_normalized("NFC", text)


def test_a_thousands_space_stays_unbreakable() -> None:
    assert "12\u00a0400 people" in read_html(PAGE.replace("4,100 people", "12&nbsp;400 people"), url=URL).article.text


def test_a_dropped_initial_is_part_of_its_word() -> None:
    html = PAGE.replace("<p>The council", '<p><span class="drop-cap">T</span> <span>he council</span>')
    assert read_html(html, url=URL).article.text.count("The council of Eastmere") == 1


def test_the_same_page_gives_the_same_article_byte_for_byte(page: Page) -> None:
    again = read_html(PAGE, url=URL, outlet="Eastmere Herald", fetched_at=datetime(2026, 3, 2, 12, tzinfo=UTC))
    assert again == page


def test_the_declared_text_stands_in_where_a_page_shows_none() -> None:
    body = " ".join(STORY)
    html = (
        HEAD.replace('"headline"', f'"articleBody": "{body}", "headline"') + "<body><div id='app'></div></body></html>"
    )
    assert read_html(html, url=URL).article.text == body


@pytest.mark.parametrize(
    ("html", "reason"),
    [
        ("", "empty"),
        ("   ", "empty"),
        ("<html><body></body></html>", "no article text"),
        (f"<html><body><div id=app></div><script>var state = '{'x' * 900}'</script></body></html>", "scripts"),
        ("\x00\x01", "no article text"),
    ],
)
def test_a_page_without_an_article_says_why(html: str, reason: str) -> None:
    with pytest.raises(NoArticle) as raised:
        read_html(html, url=URL)
    assert reason in raised.value.reason


TAGS = st.sampled_from(
    [
        "p",
        "div",
        "article",
        "ul",
        "li",
        "h1",
        "h2",
        "figure",
        "figcaption",
        "table",
        "tr",
        "td",
        "a",
        "br",
        "span",
        "blockquote",
        "script",
        "aside",
    ]
)
NAMES = st.sampled_from(
    ["", ' class="standfirst"', ' class="related"', ' class="drop-cap"', ' style="display:none"', " hidden"]
)
WORDS = st.one_of(st.sampled_from(STORY), st.text(max_size=40))


@st.composite
def broken_html(draw: st.DrawFn) -> str:
    parts = []
    for _ in range(draw(st.integers(0, 25))):
        tag, name, words = draw(TAGS), draw(NAMES), draw(WORDS)
        parts.append(
            draw(st.sampled_from([f"<{tag}{name}>{words}</{tag}>", f"<{tag}{name}>{words}", f"{words}</{tag}>", "<"]))
        )
    return draw(
        st.sampled_from([HEAD, "", "<html>", "<!--", '<script type="application/ld+json">{"@type":'])
    ) + "".join(parts)


def read_or_refuse(html: str) -> Page | None:
    with contextlib.suppress(NoArticle):
        return read_html(html, url=URL)
    return None


@given(broken_html())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_broken_html_gives_a_page_with_exact_spans_or_no_article(html: str) -> None:
    page = read_or_refuse(html)
    if page is None:
        return
    texts = {Part.TEXT: page.article.text, Part.TITLE: page.article.headline, Part.STANDFIRST: page.article.standfirst}
    for block in page.blocks:
        words = texts[block.part][block.span_start : block.span_end]
        assert words
        assert words == words.strip()


@given(st.integers(0, len(PAGE)), st.integers(0, 200), st.text(max_size=20))
@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_page_cut_or_garbled_anywhere_is_read_or_refused(place: int, length: int, noise: str) -> None:
    page = read_or_refuse(PAGE[:place] + noise + PAGE[place + length :])
    assert page is None or page.article.text
