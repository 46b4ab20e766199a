"""Lines that are not the story, and lines that look like them and are."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.pages.roles import role_of_line, roles_of_lines
from extract.plain import read_text
from warehouse.terms import Role

LINES = {
    Role.CAPTION: [
        "date 2026-03-02 The council has closed the baths until further notice, and a march is planned. — © AFP",
        "Swimmers wait at the gate on Monday. (Lena Hale/Getty Images)",
        "Lena Hale / Reuters",
        "FILE PHOTO: The baths of Eastmere in 2019.",
        "Photo: Lena Hale",
        "Swimmers wait at the gate. (AP Photo/Lena Hale)",
    ],
    Role.FURNITURE: [
        "Advertisement",
        "4 min read · 12 comments",
        "Sign up for our morning newsletter",
        "Follow us on Twitter",
        "(Reporting by Lena Hale in Eastmere, Tom de Reeve and J. K. O’Dell; Editing by Ines Calder.)",
        "Additional reporting by Lena Hale",
        "Associated Press writer Lena Hale contributed to this report from Norvale.",
        "First published in The Norvale Review.",
        "© 2026 Eastmere Herald. All rights reserved.",
        "Editor’s note: This is the second part of a series.",
    ],
    Role.RELATED_LINK: [
        "Read more: Ferry runs aground with 60 on board",
        "RELATED ARTICLES",
        "Lesen Sie auch: Fähre läuft auf Grund",
        "Also read | Ferry runs aground",
        "> Ferry runs aground with 60 on board",
    ],
    Role.CORRECTION_NOTE: [
        "Correction: An earlier version of this story gave the wrong year.",
        "CORRECTION (2 March): The building opened in 1904.",
        "This article was amended on 3 March to correct a figure.",
        "Editor’s note: An earlier version misstated the toll.",
    ],
    Role.BODY: [
        "The correction of the accounts took 3 weeks, the council said.",
        "Read the report and you will find 14 mistakes, said Ada Finch.",
        "By Monday the water had risen to the second step.",
        "Reuters reported that 12 people were held.",
        "See-through panels were fitted to the roof in 1987.",
        "File-sharing sites closed 14 accounts, he said.",
        "He sold the archive to Getty Images.",
        "Copyright law was changed in 1998 after a campaign by the studios.",
        "Reporting by the commission found that 12 people had died.",
        "Two reporters from the paper contributed 12 stories in all.",
        "First published in 1987, the book sold 2 million copies.",
        "The views expressed by voters in 12 counties surprised the pollsters.",
        "The board had 12 comments · 4 of them kind.",
        "Corrections-department staff counted 40 cells.",
        "More than 600 people marched: it was the largest crowd in years.",
        "The picture was painted by Ines Calder in 1911, according to the museum.",
        "Follow the money, Ada Finch told the inquiry on Monday, and you find the roof.",
        "“All rights reserved for the rich,” said Tom Reeve, who has swum here for 40 years and will not stop now.",
    ],
}


@pytest.mark.parametrize(("role", "line"), [(role, line) for role, lines in LINES.items() for line in lines])
def test_a_line_is_told_by_its_shape(role: Role, line: str) -> None:
    assert role_of_line(line) is role


def test_a_byline_is_furniture_at_the_edges_and_body_in_the_middle() -> None:
    lines = ["By Ines Calder", "One.", "Two.", "Three.", "By Ines Calder", "Four.", "Five.", "Six."]
    roles = roles_of_lines(lines)
    assert (roles[0], roles[4]) == (Role.FURNITURE, Role.BODY)


def test_plain_text_gets_roles_and_notes_and_keeps_every_offset() -> None:
    text = " date 2026-03-02 The baths are closed. — © AFP\n\nThe council voted on Monday.\n\nAdvertisement\n"
    page = read_text(text)
    assert page.article.text == text
    words = [(block.role, text[block.span_start : block.span_end]) for block in page.blocks]
    assert words == [
        (Role.CAPTION, "date 2026-03-02 The baths are closed. — © AFP"),
        (Role.BODY, "The council voted on Monday."),
        (Role.FURNITURE, "Advertisement"),
    ]
    assert page.article.notes == ("captions: 1", "furniture: 1")


@given(st.text(max_size=500))
def test_no_line_breaks_the_reader_and_a_long_one_is_story_or_correction(line: str) -> None:
    role = role_of_line(line, 0, 0)
    assert role in Role
    if len(line.strip()) > 400:
        assert role in {Role.BODY, Role.CORRECTION_NOTE, Role.FURNITURE}


@pytest.mark.parametrize(
    "word", ["AND", "The in of", "Reporting by", "A.", "writer", "—©", "read:", "Photo", ", a", "(c)", "/AP"]
)
@pytest.mark.parametrize("start", ["By", "Reporting by", "Correction", "", "(With reporting by"])
def test_a_hostile_line_takes_no_time(start: str, word: str) -> None:
    began = time.process_time()
    role_of_line(f"{start} {f'{word} ' * 200}"[:395] + " x9!", 0, 0)
    assert time.process_time() - began < 1
