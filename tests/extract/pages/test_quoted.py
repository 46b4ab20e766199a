"""What a page sets as a quotation is one, with the speaker whom the page states; captions above the story are kept."""

from __future__ import annotations

import pytest

from extract.page import read_html
from extract.pipeline import annotate
from extract.revisions import same_text
from warehouse.terms import Role

FIRST = "The harbour board of Norvale voted on Monday to close the slipway, which boats have used for many years."
LAST = "A meeting is planned for Saturday, and the sailing club said that it expects most of its members to come."
HEAD = '<html lang="en"><head><meta property="og:type" content="article"><title>Slipway closes</title></head><body>'
DAM = "The dam will not hold, and we told the board of Osk so in May."


def story(markup: str) -> str:
    return f"{HEAD}<article><h1>Slipway closes</h1><p>{FIRST}</p>{markup}<p>{LAST}</p></article></body></html>"


def said(markup: str) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the paragraphs between the first and the last, and each quotation with its speaker."""
    page = read_html(story(markup), url="https://herald.example/slipway")
    (records,) = annotate([page])
    text, names = page.article.text, {one.attribution_id: one.source_text for one in records.attributions}
    lines = [text[block.span_start : block.span_end] for block in page.blocks if block.part == "text"]
    spoken = [(one.text, names[one.attribution_id] if one.attribution_id else "") for one in records.quotations]
    return [line for line in lines if line not in {FIRST, LAST}], spoken


@pytest.mark.parametrize(
    ("box", "credit", "speaker"),
    [
        (f"<blockquote><p>{DAM}</p><cite>Zora Lind, engineer</cite></blockquote>", "Zora Lind, engineer", "Zora Lind"),
        (f"<blockquote>{DAM} <cite>Zora Lind</cite></blockquote>", "Zora Lind", "Zora Lind"),
        (f"<blockquote><p>{DAM} — <cite>Zora Lind</cite></p></blockquote>", "Zora Lind", "Zora Lind"),
        (f"<blockquote><p>{DAM}</p><footer>— <cite>Zora Lind</cite></footer></blockquote>", "— Zora Lind", "Zora Lind"),
        (f"<blockquote><div>{DAM}</div><div>– Zora Lind, 54</div></blockquote>", "– Zora Lind, 54", "Zora Lind"),
        (
            f"<figure class='quote'><blockquote><p>{DAM}</p></blockquote><figcaption>Zora Lind</figcaption></figure>",
            "Zora Lind",
            "Zora Lind",
        ),
        (
            (
                f'<div class="embed social"><blockquote class="post-embed"><p>{DAM} <a href="https://t.co/1">'
                'pic.twitter.com/osk1</a></p>&mdash; Port of Norvale (@norvaleport) <a href="https://posts.example/1">'
                "May 4, 2026</a></blockquote><script src=x></script></div>"
            ),
            "— Port of Norvale (@norvaleport), May 4, 2026",
            "Port of Norvale",
        ),
        (
            (
                f'<blockquote class="post-embed"><p>{DAM}</p>&mdash; Zora Lind (<a href="https://posts.example/z">'
                '@zora.example</a>) <a href="https://posts.example/2">4 May 2026</a></blockquote>'
            ),
            "— Zora Lind (@zora.example), 4 May 2026",
            "Zora Lind",
        ),
        (
            (
                '<blockquote class="clip-embed"><section><a href="https://clips.example/z">@zora</a> '
                f'<p>{DAM}</p> <a href="https://clips.example/s">♬ a song</a></section></blockquote>'
            ),
            "— @zora",
            "@zora",
        ),
    ],
)
def test_a_box_that_says_whose_words_it_holds_is_a_quotation(box: str, credit: str, speaker: str) -> None:
    assert said(box) == ([f"“{DAM}”", credit], [(DAM, speaker)])


def test_a_box_with_marks_of_its_own_gets_no_others_and_each_paragraph_of_one_is_opened() -> None:
    lines, _ = said(f"<blockquote><p>“{DAM}”</p><cite>Zora Lind</cite></blockquote>")
    assert lines == [f"“{DAM}”", "Zora Lind"]
    lines, _ = said(f"<blockquote><p>{DAM}</p><p>Now it is too late.</p><cite>Zora Lind</cite></blockquote>")
    assert lines == [f"“{DAM}", "“Now it is too late.”", "Zora Lind"]


@pytest.mark.parametrize(
    "box",
    [
        f"<blockquote><p>{DAM}</p></blockquote>",  # an excerpt: nothing says that somebody said it
        f"<blockquote><p>{DAM}</p><footer>{FIRST} {FIRST}</footer></blockquote>",
    ],
)
def test_a_box_that_does_not_say_whose_it_is_is_left_as_it_is(box: str) -> None:
    assert said(box)[1] == []


def test_empty_boxes_and_boxes_in_boxes_do_no_harm() -> None:
    nested = "<blockquote>" * 60 + "x" + "</blockquote>" * 60
    for box in ("<blockquote></blockquote>", "<blockquote><cite></cite></blockquote>", nested):
        assert FIRST in read_html(story(box), url="https://herald.example/slipway").article.text


def test_the_dash_after_a_quotation_names_its_speaker() -> None:
    assert said("<p>“The dam will not hold.” — Zora Lind</p>")[1] == [("The dam will not hold.", "Zora Lind")]
    assert said("<p>“The dam will not hold.”</p><p>— Zora Lind, engineer</p>")[1] == [
        ("The dam will not hold.", "Zora Lind")
    ]


def test_a_caption_between_headline_and_story_is_kept_wherever_it_stands() -> None:
    caption = "The slipway at Norvale on Sunday, with 14 boats."
    html = (
        f"{HEAD}<main><header><h1>Slipway closes</h1></header><figure><img src=x><figcaption>{caption}</figcaption>"
        f"</figure><div class=body><p>{FIRST}</p><p>{LAST}</p></div></main></body></html>"
    )
    page = read_html(html, url="https://herald.example/slipway")
    block = next(block for block in page.blocks if block.part == "text")
    assert (block.role, page.article.text[: block.span_end]) == (Role.CAPTION, caption)


@pytest.mark.parametrize(
    "stamp",
    [
        "<p class=ts>Updated {} minutes ago</p>",
        "<p class=ts>Last updated: {} minutes ago</p>",
        "<p class=ts>{} min ago</p>",
        "<p>Published 14 June 2026, 09:12 BST. Updated {} minutes ago</p>",
        "<div class=timestamp>{} hours ago</div>",
        "<p><time>{} hours ago</time></p>",
        "<p>4 min read · {} comments</p>",
        '<aside class="related"><ul><li><a href="/b">Osk ferry late for the {}th time</a></li></ul></aside>',
    ],
)
def test_what_changes_beside_the_story_makes_no_revision(stamp: str) -> None:
    one, other = (
        read_html(story(stamp.format(number)), url="https://herald.example/slipway").article for number in (3, 58)
    )
    assert same_text(one, other)
    assert one.article_id == other.article_id
