"""What people corrected, laid over an article's rows at once: the next run puts it into what checks see."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NamedTuple

from warehouse.corrections import CORRECT, told_by

if TYPE_CHECKING:
    from collections.abc import Iterable

    from review.decisions.in_force import Decisions
    from warehouse.corrections import Correction


class Fix(NamedTuple):
    """A correction at its place in one revision."""

    correction: Correction
    part: str
    first: int
    last: int
    place: tuple[int, int] | None = None  # of other words that are right

    @property
    def kind(self) -> str:
        """What is corrected."""
        return self.correction.kind

    def meets(self, span: dict[str, Any], part: str = "") -> bool:
        """Whether a span of the article has any of the corrected words."""
        there = part or span["part"]
        return bool(there == self.part and span["span_start"] < self.last and self.first < span["span_end"])


def corrections_of(decisions: Decisions, url: str) -> list[Correction]:
    """Return the corrections of a page that stand, oldest first."""
    acts = [event for event in decisions.of_url(url) if event.act == CORRECT and not decisions.undone(event)]
    return [told_by(event) for event in acts]


def fixes_in(corrections: Iterable[Correction], sentences: Iterable[dict[str, Any]]) -> list[Fix]:
    """Return where the corrections stand among these sentences; one whose sentence was edited stands nowhere."""
    there = {row["sentence_id"]: row for row in sentences}
    found = []
    for one in corrections:
        row = there.get(one.sentence_id)
        if row is not None:
            at = row["span_start"]
            place = (at + one.place[0], at + one.place[1]) if one.place else None
            found.append(Fix(one, row["part"], at + one.start, at + one.end, place))
    return found


def number_of(words: str) -> Decimal | None:
    """Return the number that somebody wrote, None where it is none."""
    try:
        found = Decimal(words.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found) < Decimal(10) ** 28 else None


def corrected_figures(figures: list[dict[str, Any]], fixes: list[Fix]) -> list[dict[str, Any]]:
    """Return the figures as people corrected them, with those that were missed."""
    found = []
    for read in figures:
        figure = _moved(read, fixes, figures)
        mine = [fix for fix in fixes if fix.meets(read) or fix.meets(figure)]
        if any(fix.kind == "not_figure" for fix in mine):
            continue
        found.append(_figure(figure, mine))
    added = [fix for fix in fixes if fix.kind == "figure"]
    return found + [_missed(fix) for fix in added]


def _moved(figure: dict[str, Any], fixes: list[Fix], figures: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a figure on the words that people say it is; one whose place another has stays where it is."""
    others = [one for one in figures if one["figure_id"] != figure["figure_id"] and one["part"] == figure["part"]]
    for fix in reversed(fixes):
        exact = (fix.part, fix.first, fix.last) == (figure["part"], figure["span_start"], figure["span_end"])
        if fix.kind == "figure_words" and fix.place and exact:
            start, end = fix.place
            if not any(one["span_start"] < end and start < one["span_end"] for one in others):
                place = {"span_start": start, "span_end": end, "text": fix.correction.value}
                return figure | place | {"corrected": True}
    return figure


def _figure(figure: dict[str, Any], fixes: list[Fix]) -> dict[str, Any]:
    for fix in fixes:
        value = fix.correction.value
        if fix.kind == "value" and (amount := number_of(value)) is not None:
            figure = figure | {"value": amount, "low": amount, "high": amount, "bound": "exact", "corrected": True}
        elif fix.kind == "unit":
            figure = figure | {"unit": value, "unit_name": value, "corrected": True}
        elif fix.kind == "counted":
            figure = figure | {"counted": value, "corrected": True}
        elif fix.kind == "speaker":
            figure = figure | {"source": value, "person": value, "corrected": True}
    return figure


def _missed(fix: Fix) -> dict[str, Any]:
    amount = number_of(fix.correction.value)
    empty = dict.fromkeys(("event", "place", "change", "time_start", "time_end", "counted", "attribution_id"))
    return empty | {
        "figure_id": fix.correction.correction_id,
        "part": fix.part,
        "span_start": fix.first,
        "span_end": fix.last,
        "text": fix.correction.words,
        "value": amount,
        "low": amount,
        "high": amount,
        "bound": "exact",
        "dimension": "count",
        "unit": "count",
        "unit_name": "",
        "reads": [],
        "quoted": False,
        "source": "",
        "person": "",
        "corrected": True,
        "missed": True,
    }


def corrected_attributions(rows: list[dict[str, Any]], fixes: list[Fix]) -> list[dict[str, Any]]:
    """Return the attributions as people corrected them: another speaker takes the place of whoever was read."""
    found = []
    for row in rows:
        mine = [fix for fix in fixes if any(fix.meets(span, row["part"]) for span in row["content"])]
        for fix in mine:
            if fix.kind == "speaker":
                named = {"source": [], "source_text": fix.correction.value, "canonical_source": fix.correction.value}
                row = row | named | {"source_kind": "named_person", "corrected": True}  # noqa: PLW2901 - fix by fix
            elif fix.kind == "source_kind":
                row = row | {"source_kind": fix.correction.value, "corrected": True}  # noqa: PLW2901 - fix by fix
        found.append(_reworded(row, [fix for fix in mine if fix.place]))
    return found


def _reworded(row: dict[str, Any], fixes: list[Fix]) -> dict[str, Any]:
    """Return an attribution with the words that people say name its source, or are what was said; the newest holds."""
    here = {span["span_start"] for span in row["content"]}
    for kind in ("source_words", "said_words"):
        fix = next((one for one in reversed(fixes) if one.kind == kind and one.first in here), None)
        if fix is None or fix.place is None:
            continue
        place, words = dict(zip(("span_start", "span_end"), fix.place, strict=True)), fix.correction.value
        if kind == "source_words":
            row = row | {"source": [place], "source_text": words, "canonical_source": words, "corrected": True}
        else:
            content = [place if span["span_start"] == fix.first else span for span in row["content"]]
            row = row | {"content": content, "corrected": True}
    return row
