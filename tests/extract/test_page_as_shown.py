"""What a reader sees is what is read: raised figures, struck-out and hidden words, links, tables, live reports."""

from __future__ import annotations

import pytest

from extract.page import read_html
from extract.pages.as_shown import as_shown
from extract.pages.honesty import letters_in, losses
from extract.pages.markup import stretches_of
from extract.pages.metadata import Declared
from warehouse.terms import Role

FIRST = "The harbour board of Norvale voted on Monday to close the slipway, which boats have used for many years."
LAST = "A meeting is planned for Saturday, and the sailing club said that it expects most of its members to come."
HEAD = '<html lang="en"><head><meta property="og:type" content="article"><title>Slipway closes</title></head><body>'


def read(markup: str) -> list[tuple[Role, str]]:
    html = f"{HEAD}<article><h1>Slipway closes</h1><p>{FIRST}</p>{markup}<p>{LAST}</p></article></body></html>"
    page = read_html(html, url="https://herald.example/slipway")
    words = page.article.text
    found = [(block.role, words[block.span_start : block.span_end]) for block in page.blocks if block.part == "text"]
    assert found[0] == (Role.BODY, FIRST)
    assert found[-1] == (Role.BODY, LAST)
    return [one for one in found if one[1] not in {FIRST, LAST}]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("The crane cost 45<sup>3</sup> crowns.", "The crane cost 45 crowns."),
        ("It fell in May.<!-- break -->\n\nNobody was hurt.", "It fell in May. Nobody was hurt."),
        ("It rose to 45.<sup>3</sup> The crane fell.", "It rose to 45. The crane fell."),
        ("In 2019<sup><a href='#n2'>2</a></sup> the crane fell.", "In 2019 the crane fell."),
        ("It rose to 45<a href='#n1'><sup>1</sup></a> in May.", "It rose to 45 in May."),
        ("It rose to <b>45</b><sup>7</sup> in May.", "It rose to 45 in May."),
        ("The warden<sup>2</sup> left in May.", "The warden left in May."),
        ("It rose to 45<sup>[3]</sup> in May.", "It rose to 45 in May."),
        ("It rose to 45<sup>†</sup> in May.", "It rose to 45 in May."),
        ("A shed of 250 m<sup>2</sup> burned down.", "A shed of 250 m2 burned down."),
        ("It holds 3 × 10<sup>9</sup> grains of sand.", "It holds 3 × 10^9 grains of sand."),
        ("A grain weighs 10<sup>-6</sup> of that.", "A grain weighs 10^-6 of that."),
        ("On the 21<sup>st</sup> of May it fell.", "On the 21st of May it fell."),
        ("It has traces of <sup>14</sup>C in it.", "It has traces of 14C in it."),
        ("A ticket is $4<sup>50</sup> now.", "A ticket is $4.50 now."),
        ("It is 2<sup>1</sup>/<sub>2</sub> miles long.", "It is 2 1/2 miles long."),
        ("It is <sup>3</sup>/<sub>4</sub> of a mile long.", "It is 3/4 of a mile long."),
        ("It emits CO<sub>2</sub> all day.", "It emits CO2 all day."),
        ("It killed <del>31</del> <ins>44</ins> gulls.", "It killed 44 gulls."),
        ("It killed <s>31</s> 44 gulls.", "It killed 44 gulls."),
        ("It killed <strike>31</strike> 44 gulls.", "It killed 44 gulls."),
        ('It killed <span style="color: red; text-decoration: line-through">31</span> 44.', "It killed 44."),
        ("It killed 44 gulls<span hidden>, or 99,</span> in May.", "It killed 44 gulls in May."),
        ('It killed 44 gulls<em style="display:none">, or 99,</em> in May.', "It killed 44 gulls in May."),
        ("Type <code>lift 12</code> to <kbd>start</kbd> it.", "Type lift 12 to start it."),
        ("<a>The crane cost 40,000 crowns, Osk said.</a>", "The crane cost 40,000 crowns, Osk said."),
        ('<a href="#">The crane cost 40,000 crowns, Osk said.</a>', "The crane cost 40,000 crowns, Osk said."),
        (
            '<strong><a href="/b">On 27 May, Jan Merrin, 54, denied that he took 29 boats.</a></strong>',
            "On 27 May, Jan Merrin, 54, denied that he took 29 boats.",
        ),
        (
            'Police said that <a href="/b">Jan Merrin, 54, took 29 boats from the harbour at Lind</a>.',
            "Police said that Jan Merrin, 54, took 29 boats from the harbour at Lind.",
        ),
        (
            '<a href="/b"><strong>On 27 May, Jan Merrin, 54, denied that he took 29 boats.</strong></a>',
            "On 27 May, Jan Merrin, 54, denied that he took 29 boats.",
        ),
        ('<a href="/b">Jan Merrin took 29 boats</a> from Lind in May.', "Jan Merrin took 29 boats from Lind in May."),
        ('<a name="p3"></a>The crane cost 40,000 crowns.', "The crane cost 40,000 crowns."),
        ('<a id="x">The crane of Lind</a> cost 40,000 crowns.', "The crane of Lind cost 40,000 crowns."),
        ("It opens for busi&shy;ness in <span class=nobr>5 weeks</span>.", "It opens for business in 5 weeks."),
        ("It sank<br>at dawn. Some 31<a> men</a> were<b> hurt</b>.", "It sank at dawn. Some 31 men were hurt."),
        ("<span>Z</span>ora Lind said that it fell.", "Zora Lind said that it fell."),
        ("It is 2&frac12; miles long.", "It is 2½ miles long."),
        ("It is 2 <sup>1</sup>/<sub>2</sub> miles long.", "It is 2 1/2 miles long."),
        ("It killed <strike>31</strike> <ins>44</ins> gulls.", "It killed 44 gulls."),
        ('It killed 44 gulls<span class="visually-hidden">, or 99,</span> in May.', "It killed 44 gulls in May."),
        (
            "It killed 44 gulls<template>, or 99,</template><script>n = 98</script> in May.",
            "It killed 44 gulls in May.",
        ),
    ],
)
def test_a_paragraph_is_read_as_it_is_shown(markup: str, words: str) -> None:
    assert read(f"<p>{markup}</p>") == [(Role.BODY, words)]


def test_struck_out_words_are_told_of() -> None:
    html = f"{HEAD}<article><h1>Slipway closes</h1><p>{FIRST}</p><p>It killed <del>31</del> 44.</p></article>"
    assert "struck out: 1" in read_html(html, url="https://herald.example/a").article.notes


def test_headings_whose_anchor_leads_nowhere_are_headings() -> None:
    assert read('<h3><a id="slip">Closed for 12 weeks</a></h3><p>The crane fell in May.</p>') == [
        (Role.SUBHEAD, "Closed for 12 weeks"),
        (Role.BODY, "The crane fell in May."),
    ]


@pytest.mark.parametrize("tag", ["h2 class=osk-h2", "h3"])
def test_a_heading_with_figures_is_a_heading(tag: str) -> None:
    heading = "Thieves took 14 boats, police say"
    assert read(f"<{tag}>{heading}</{tag[:2]}><p>The crane fell in May.</p>")[0] == (Role.SUBHEAD, heading)


def test_a_first_paragraph_that_is_set_as_a_heading_is_kept() -> None:
    lead = "More than 40 crews have left the harbour of Norvale since its slipway was closed, the sailing club said."
    html = f"{HEAD}<article><h1>Slipway closes</h1><h2>{lead}</h2><p>{FIRST}</p><p>{LAST}</p></article></body></html>"
    article = read_html(html, url="https://herald.example/slipway").article
    assert lead in (article.standfirst, *article.text.split("\n\n"))


@pytest.mark.parametrize("copy", ["", "<div class='mobile'>{}</div>", "{}"])
def test_a_story_in_two_boxes_is_read_whole_and_a_second_copy_of_it_is_not(copy: str) -> None:
    fell, hurt, rope = (
        f"The crane {what} in May, said Jan Merrin of Osk, who watched it from the pier of the sailing club."
        for what in ("fell", "hurt nobody", "lost its rope")
    )
    boxes = (
        f'<div class="story-body"><p>{FIRST}</p><p>{fell}</p></div><div class="ad">Buy boats!</div>'
        f'<div class="story-body"><p>{hurt}</p><p>{rope}</p><p>{LAST}</p></div>'
    )
    html = f"{HEAD}<article><h1>Slipway closes</h1>{boxes}{copy.format(boxes)}</article></body></html>"
    article = read_html(html, url="https://herald.example/slipway").article
    assert [*filter(None, [article.standfirst]), *article.text.split("\n\n")] == [FIRST, fell, hurt, rope, LAST]
    assert article.notes == ("date missing",)  # nothing was left out


CAPTION = "The slipway at Norvale on Sunday, with 14 boats."


@pytest.mark.parametrize(
    "picture",
    [
        f"<figure><img src=x><figcaption>{CAPTION}</figcaption></figure>",
        f'<div class="image"><img src=x><p class="caption">{CAPTION}</p></div>',
        f"<p><img src=x><br><em>{CAPTION}</em></p>",
    ],
)
def test_the_words_under_a_picture_are_its_caption(picture: str) -> None:
    assert read(picture) == [(Role.CAPTION, CAPTION)]


def test_a_sentence_beside_a_picture_is_no_caption() -> None:
    assert read(f"<p><img src=x><em>Some</em> say that it fell in May.</p><p><em>{CAPTION}</em></p>") == [
        (Role.BODY, "Some say that it fell in May."),
        (Role.BODY, CAPTION),
    ]


def test_a_teaser_paragraph_inside_a_link_is_left_out() -> None:
    assert read('<ul><li><a href="/b"><p>Jan Merrin, 54, took 29 boats from Lind.</p></a></li></ul>') == []


def test_preformatted_lines_are_kept() -> None:
    assert read("<pre>The crane cost 40,000 crowns.\nIt took 3 weeks.</pre>") == [
        (Role.BODY, "The crane cost 40,000 crowns."),
        (Role.BODY, "It took 3 weeks."),
    ]


def test_a_quotation_in_a_box_keeps_whose_it_is() -> None:
    assert read("<blockquote><p>“The dam will not hold.”</p><cite>Zora Lind, engineer</cite></blockquote>") == [
        (Role.BODY, "“The dam will not hold.”"),
        (Role.BODY, "Zora Lind, engineer"),
    ]


def test_tables_are_rows_of_cells_with_a_header() -> None:
    rows = "<tr><th>Year</th><th>Boats</th><th>Lost</th></tr><tr><td>2019</td><td></td><td><p>31</p></td></tr>"
    assert read(f"<table>{rows}<tr><td>2020</td><td>7</td><td>44</td></tr></table>") == [
        (Role.TABLE_HEADER, "Year | Boats | Lost"),
        (Role.TABLE, "2019 | | 31"),
        (Role.TABLE, "2020 | 7 | 44"),
    ]


def test_a_table_in_a_figure_is_a_table_and_its_caption_a_caption() -> None:
    table = (
        "<table><caption>Boats lost</caption><tr><td>2019</td><td>31</td></tr><tr><td>2020</td><td>44</td></tr></table>"
    )
    rows = [(Role.TABLE, "2019 | 31"), (Role.TABLE, "2020 | 44")]
    assert read(f"<figure>{table}</figure>") == [(Role.CAPTION, "Boats lost"), *rows]
    bare = table.replace("<caption>Boats lost</caption>", "")
    assert read(f'<figure class="wp-block-table">{bare}<figcaption>Boats lost</figcaption></figure>') == [
        *rows,
        (Role.CAPTION, "Boats lost"),
    ]
    long = "".join(f"<tr><td>{year}</td><td>{year % 7}</td><td>{year % 9}</td></tr>" for year in range(2008, 2020))
    assert len(read(f"<table><caption>Boats lost</caption>{long}</table>")) == 13


def test_a_table_that_lays_out_a_page_is_no_table_of_data() -> None:
    cell = "The slipway was closed for weeks, and nobody came. " * 5
    found = read(f"<table><tr><td>{cell}</td><td>{cell}</td></tr><tr><td>{cell}</td><td>x</td></tr></table>")
    assert not [words for role, words in found if role in {Role.TABLE, Role.TABLE_HEADER}]


@pytest.mark.parametrize("name", ["comment", "live-comment", "post-share", "update"])
def test_the_posts_of_a_live_report_are_the_story_whatever_their_boxes_are_called(name: str) -> None:
    posts = [
        f"Minute {n}: Merrin runs down the wing, crosses, and the ball goes over the bar once more." for n in range(9)
    ]
    boxes = "".join(f"<div><time>{n}'</time><div class='{name}'>{post}</div></div>" for n, post in enumerate(posts))
    page = read_html(f"{HEAD}<article><h1>Lind v Osk</h1>{boxes}</article>", url="https://herald.example/live")
    assert [post for post in posts if post not in page.article.text] == []


@pytest.mark.parametrize(("kept", "notes"), [(64, ["kept: 64 % of the text that was found"]), (65, [])])
def test_a_text_of_which_much_was_found_and_left_out_says_so(kept: int, notes: list[str]) -> None:
    assert losses("x" * kept, [], Declared(), found=100) == notes


def test_the_work_grows_with_the_page_and_not_faster() -> None:
    from lxml import html  # noqa: PLC0415

    tree = html.fromstring("<p>" + "45<sup>3</sup><del>x</del><a>y</a>" * 20_000 + "</p>")
    assert as_shown(tree) == 20_000
    assert len(stretches_of(tree)) == 1


def test_what_stands_outside_of_paragraphs_counts_as_found_and_padding_does_not() -> None:
    assert losses("x" * 64, [], Declared(), found=letters_in(" \n x" * 100)) == [
        "kept: 64 % of the text that was found"
    ]


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<p>The clerk types <code>crane off</code> and the crane stops at once.</p>", "types crane off and the crane"),
        (
            (
                "<ul><li>Ana Imre asked for a count of the boats.</li>"
                "<li>The board asked for two reports:<ul><li>one on the crane</li></ul></li></ul>"
            ),
            "The board asked for two reports:",
        ),
        (
            "<blockquote>The board asked for two reports, said Ana Imre.<p>One is on the crane.</p></blockquote>",
            "two reports, said Ana Imre.",
        ),
    ],
    ids=["code", "list in a list", "quotation"],
)
def test_words_beside_what_stands_inside_their_paragraph_are_read_on_a_page_that_declares_nothing(
    markup: str, words: str
) -> None:
    page = f'<html lang="en"><body><article><p>{FIRST}</p>{markup}<p>{LAST}</p></article></body></html>'
    assert words in read_html(page, url="https://herald.example/slipway").article.text
