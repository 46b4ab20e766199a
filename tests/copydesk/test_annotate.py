from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from copydesk.annotate import annotate_lines

STORY = {
    "id": "a1",
    "title": "Ferry leaves 3,000 behind",
    "text": "More than 3,000 passengers were left on the quay.\n\n“It was cold,” said Ines Varga, a nurse.",
    "published": "2031-05-02",
}


def answers(*rows: object) -> tuple[list[dict[str, Any]], int]:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    out = io.StringIO()
    status = annotate_lines(lines, out)
    return [json.loads(line) for line in out.getvalue().splitlines()], status


def test_a_line_in_gives_a_line_out_with_every_part_of_the_contract() -> None:
    (answer,), status = answers(STORY)
    assert status == 0
    assert list(answer) == ["schema", "id", "sentences", "attributions", "figures", "claims", "flags"]
    assert (answer["schema"], answer["id"]) == (1, "a1")
    figure = next(figure for figure in answer["figures"] if figure["in"] == "text")
    assert (figure["value"], figure["bound"], figure["dimension"]) == ("3000", "over", "count")
    said = answer["attributions"][0]
    start, end = said["source"][0]
    assert STORY["text"][start:end].startswith("Ines Varga")


def test_lines_come_back_in_order_and_a_bad_one_does_not_stop_the_others() -> None:
    found, status = answers(STORY, "{", {"id": 7, "text": 5}, ["no", "object"], {"id": "z", "text": "It rained."})
    assert status == 1
    assert [row.get("id") for row in found] == ["a1", None, 7, None, "z"]
    assert ["error" in row for row in found] == [False, True, True, True, False]


def test_the_same_input_gives_the_same_bytes() -> None:
    out = [io.StringIO(), io.StringIO()]
    for stream in out:
        annotate_lines([json.dumps(STORY), json.dumps(STORY)], stream)
    assert out[0].getvalue() == out[1].getvalue()


def test_two_versions_of_one_page_do_not_meet() -> None:
    twin = {**STORY, "id": "a2", "url": "https://ledger.example/ferry", "text": STORY["text"].replace("3,000", "4,000")}
    apart = answers(twin)[0][0]["flags"]
    together = answers({**STORY, "url": "https://ledger.example/ferry"}, twin)[0][1]["flags"]
    assert together == apart


@pytest.mark.parametrize("published", ["soon", "2031-13-45", "0001-01-01"])
def test_a_date_that_is_none_is_said(published: str) -> None:
    (answer,), status = answers({**STORY, "published": published})
    assert status == 1
    assert published in answer["error"]


def test_a_text_that_is_too_long_is_said_and_does_not_stop_the_others() -> None:
    knot = {"id": "knot", "text": "The bridge at Osk, he said, closes in 1 of 2 " * 100_000}
    out = io.StringIO()
    assert annotate_lines([json.dumps(knot), json.dumps(STORY)], out) == 1
    found = [json.loads(line) for line in out.getvalue().splitlines()]
    assert found[0] == {
        "id": "knot",
        "error": "line 1: the text has 4,500,000 characters, and at most 500,000 are read as one.",
    }
    assert found[1]["figures"]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=300), title=st.text(max_size=60))
def test_any_text_is_read_and_every_span_is_inside_it(text: str, title: str) -> None:
    (answer,), status = answers({"id": "x", "text": text, "title": title})
    assert status == 0
    sizes = {"text": len(text), "title": len(title), "standfirst": 0}
    for kind in ("sentences", "figures", "claims", "flags"):
        for row in answer[kind]:
            start, end = row["span"]
            assert 0 <= start < end <= sizes[row.get("in", "text")]
