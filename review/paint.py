"""Segments as HTML: underlined words, one numbered link after each flag, anchors for what the ledgers point at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from review.vocabulary import SEVERITIES
from review.wording import signs

if TYPE_CHECKING:
    from collections.abc import Mapping

    from review.cards import Card
    from review.segments import Line, Mark, Segment

ANCHORS = {"figure": "fig-", "source": "src-", "evidence": ""}
MOST_NAMED = 20  # flags that one segment names in its data; the rest have their own segments nearby


class Painter:
    """Paints one article, so that no anchor is given twice."""

    def __init__(self, by_number: Mapping[str, Card]) -> None:
        self._cards = by_number
        self._given: set[str] = set()

    def line(self, line: Line) -> Markup:
        """Return a paragraph's words."""
        return Markup("").join(self._segment(segment) for segment in line.segments)

    def _segment(self, segment: Segment) -> Markup:
        words = signs(segment.words)
        anchors = Markup("").join(self._anchor(mark) for mark in segment.begins)
        flags = [mark.key for mark in segment.marks if mark.kind == "flag"]
        classes = sorted({mark.kind for mark in segment.marks if mark.kind != "flag"})
        if flags:
            severity = min((self._cards[key].flag["severity"] for key in flags), key=SEVERITIES.index)
            states = {self._cards[key].state for key in flags}
            names = " ".join(["flagged", severity, *(["settled"] if states.isdisjoint({"open"}) else []), *classes])
            numbers = " ".join(flags[:MOST_NAMED])
            words = Markup('<mark class="{}" data-numbers="{}">{}</mark>').format(names, numbers, words)
        elif classes:
            words = Markup('<span class="{}">{}</span>').format(" ".join(classes), words)
        links = Markup("").join(self._link(mark) for mark in segment.ends if mark.kind == "flag")
        return anchors + words + links

    def _anchor(self, mark: Mark) -> Markup:
        name = f"words-{mark.key}" if mark.kind == "flag" else ANCHORS[mark.kind] + mark.key
        if name in self._given:
            return Markup("")
        self._given.add(name)
        return Markup('<a id="{}"></a>').format(name)

    def _link(self, mark: Mark) -> Markup:
        card = self._cards[mark.key]
        if f"link-{mark.key}" in self._given:
            return Markup("")
        self._given.add(f"link-{mark.key}")
        label = f"Flag {card.number}: {card.flag['title']}"
        template = '<a class="number {}" id="link-{}" href="#{}" data-state="{}" aria-label="{}">{}</a>'
        return Markup(template).format(  # noqa: S704 - our own template, every value escaped by format
            card.flag["severity"], mark.key, card.anchor, card.state, escape(label), mark.key
        )
