"""Which paragraphs are the story where the page's mark-up misleads."""

from __future__ import annotations

import pytest

from extract.page import read_html

URL = "https://herald.example/2026/baths"
HEAD = """<html lang="en-GB"><head><title>Baths to close</title><meta property="og:type" content="article"></head>"""
STORY = [
    "The council of Eastmere voted on Monday to close the baths, which 4,100 people signed a petition to keep.",
    "“We cannot pay for the roof,” said Ada Finch, the leader of the council, after a debate of three hours.",
    "The building opened in 1904 and was last repaired in 1987, according to a survey that the county ordered.",
    "A march is planned for Saturday, and the swimming club said that it expects about 600 people to join it.",
]


@pytest.mark.parametrize("name", ["premium", "embed-block", "story-card", "promo__text"])
def test_a_story_of_which_most_stands_in_boxes_of_one_promotional_name_is_kept_whole(name: str) -> None:
    lines = [*STORY, *(line.replace("Eastmere", "Westmere").replace("the", "their") for line in STORY)]
    first, *rest = lines
    boxes = "".join(f'<div class="{name}"><p>{line}</p></div>' for line in rest)
    html = f"{HEAD}<body><main><article><h1>Baths to close</h1><p>{first}</p>{boxes}</article></main></body></html>"
    page = read_html(html, url=URL)
    assert [line for line in lines if line not in page.article.text] == []


def test_one_box_of_that_name_beside_the_story_is_left_out() -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in STORY)
    box = (
        '<div class="premium"><p>Our subscribers read 20 more stories on this. Their weekly costs 3 dollars.</p></div>'
    )
    page = read_html(
        f"{HEAD}<body><main><article><h1>Baths</h1>{paragraphs}{box}</article></main></body></html>", url=URL
    )
    assert "subscribers" not in page.article.text
    assert STORY[3] in page.article.text


@pytest.mark.parametrize("tag", ["aside", "footer", 'div id="comments"'])
def test_a_declared_article_in_which_nothing_is_chosen_is_read_by_its_paragraphs(tag: str) -> None:
    body = "".join(f"<p>{line}</p>" for line in STORY)
    box = f"<{tag}>{body}</{tag.split(maxsplit=1)[0]}>"
    page = read_html(f"{HEAD}<body><main><h1>Baths to close</h1>{box}</main></body></html>", url=URL)
    assert [line for line in STORY if line not in page.article.text] == []


def test_a_brief_is_not_filled_up_with_the_pages_other_paragraphs() -> None:
    others = "".join(f"<p>{line}</p>" for line in STORY[1:] * 2)
    story = f"<main><article><h1>Baths</h1><p>{STORY[0]}</p></article></main>"
    page = read_html(f"{HEAD}<body>{story}<footer>{others}</footer></body></html>", url=URL)
    assert STORY[0] in page.article.text
    assert STORY[2] not in page.article.text
