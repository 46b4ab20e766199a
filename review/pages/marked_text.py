"""Segments as HTML: underlined words, one numbered link after each flag, anchors for what the ledgers point at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from review.vocabulary import SEVERITIES
from review.wording import signs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.pages.cards import Card
    from review.pages.segments import Line, Mark, Segment

ANCHORS = {"figure": "fig-", "source": "src-", "evidence": ""}
MOST_NAMED = 20  # flags that one segment names in its data; the rest have their own segments nearby


class MarkedText:
    """One article's text with its marks; no anchor is given twice."""

    def __init__(self, by_number: Mapping[str, Card], shown: range | None = None) -> None:
        self._cards = by_number
        self._shown = range(len(by_number)) if shown is None else shown  # the cards on this page, counted from 0
        self._given: set[str] = set()

    def paragraph(self, line: Line) -> Markup:
        """Return a paragraph's words."""
        return Markup("".join([self._segment(segment) for segment in line.segments]))  # noqa: S704 - escaped below

    def _segment(self, segment: Segment) -> str:
        """Return the segment as HTML, in plain strings: each value is escaped here once, where Markup does it again."""
        words: str = signs(segment.words)
        if not segment.marks:
            return words
        anchors = "".join([self._anchor(mark) for mark in segment.begins])
        cards = [self._cards[mark.key] for mark in segment.marks if mark.kind == "flag"]
        classes = sorted({mark.kind for mark in segment.marks if mark.kind != "flag"})
        if cards:
            severity = min((card.flag["severity"] for card in cards), key=SEVERITIES.index)
            settled = () if any(card.state == "open" for card in cards) else ("settled",)
            names = " ".join(["flagged", severity, *settled, *classes])
            numbers = " ".join([str(card.number) for card in cards[:MOST_NAMED]])
            words = f'<mark class="{escape(names)}" data-numbers="{numbers}">{words}</mark>'
        else:
            words = f'<span class="{escape(" ".join(classes))}">{words}</span>'
        return anchors + words + "".join([self._link(mark) for mark in segment.ends if mark.kind == "flag"])

    def _anchor(self, mark: Mark) -> str:
        name = f"words-{mark.key}" if mark.kind == "flag" else ANCHORS[mark.kind] + mark.key
        if name in self._given:
            return ""
        self._given.add(name)
        return f'<a id="{escape(name)}"></a>'

    def _link(self, mark: Mark) -> str:
        card = self._cards[mark.key]
        if f"link-{mark.key}" in self._given:
            return ""
        self._given.add(f"link-{mark.key}")
        number, severity, label = card.number, escape(card.flag["severity"]), escape(card.flag["title"])
        elsewhere = "" if number - 1 in self._shown else f"?flag={escape(card.flag['flag_id'])}"
        return (
            f'<a class="number {severity}" id="link-{number}" href="{elsewhere}#{escape(card.anchor)}" '
            f'data-state="{escape(card.state)}" aria-label="Flag {number}: {label}">{number}</a>'
        )
