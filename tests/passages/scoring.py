"""How much of the passages' gold is right, by kind; every kind gives a share and what is wrong, in words."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checks.check import all_checks
from checks.run import screen
from extract.pipeline import annotate
from extract.plain import read_text
from warehouse.terms import AttributionClass, Bound, Dimension

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from extract.reading import Page
    from warehouse.records import Attribution, Figure, Flag, Records

HERE = Path(__file__).parent
WEDNESDAY = datetime(2026, 11, 18, 9, tzinfo=UTC)
NO_QUANTITY = {Dimension.DATE, Dimension.TIME}
SPOKEN = {AttributionClass.SPEECH, AttributionClass.DOCUMENT}
LOUD = {"warning", "critical"}
CLOSE = Decimal("0.001")  # a third is written with four places
Passage = dict[str, Any]


@dataclass(slots=True)
class Tally:
    """Of so many so many were right; what was not, as one line each."""

    right: int = 0
    of: int = 0
    misses: list[str] = field(default_factory=list)

    def count(self, miss: str, *, right: bool) -> None:
        self.of += 1
        self.right += right
        if not right:
            self.misses.append(miss)

    @property
    def share(self) -> float:
        return 100 * self.right / self.of if self.of else 0.0


def passages() -> list[Passage]:
    """Return every passage with the families of checks that its file is about."""
    found = []
    for file in sorted(HERE.glob("*.toml")):
        table = tomllib.loads(file.read_text("utf-8"))
        found += [{"families": table.get("families", []), **one} for one in table.get("passage", [])]
    return found


def pages(told: list[Passage]) -> list[Page]:
    """Return each passage as an article of its own."""
    return [
        read_text(
            one["text"],
            url=f"https://passages.example/{number}",
            title=one.get("title", ""),
            standfirst=one.get("standfirst", ""),
            published_at=datetime.combine(one["published"], time(9), UTC) if "published" in one else WEDNESDAY,
        )
        for number, one in enumerate(told)
    ]


def measured() -> dict[str, Tally]:
    """Return the tally of each kind over all passages."""
    told = passages()
    records = list(annotate(pages(told)))
    flags: dict[str, list[Flag]] = {}
    for flag in screen(records, all_checks()):
        flags.setdefault(flag.article_id, []).append(flag)
    tallies: dict[str, Tally] = {}
    for passage, one in zip(told, records, strict=True):
        raised = flags.get(one.article.article_id, [])
        for kind, miss, right in judged(passage, one, raised):
            tallies.setdefault(kind, Tally()).count(f"{miss}  ← {passage['text'][:100]}", right=right)
    return tallies


def judged(passage: Passage, records: Records, flags: list[Flag]) -> Iterator[tuple[str, str, bool]]:
    """Yield the kind, the words and whether it is right for everything that a passage's gold or the program says."""
    if "figures" in passage:
        yield from figures(passage["figures"], [one for one in records.figures if one.dimension not in NO_QUANTITY])
    if "dates" in passage:
        read_as = [(one.time_start, one.time_end) for one in records.figures if one.dimension is Dimension.DATE]
        for gold in passage["dates"]:
            yield "dates found", f"not read: {gold}", days(gold) in read_as
    if "said" in passage:
        spoken = [one for one in records.attributions if one.attribution_class in SPOKEN]
        yield from attributions(passage["said"], [(one, words(records, one)) for one in spoken])
    if "flags" in passage:
        yield from raised(passage, records, flags)


def days(gold: str) -> tuple[date, date]:
    first, _, last = gold.partition("..")
    return datetime.fromisoformat(first).date(), datetime.fromisoformat(last or first).date()


def figures(gold: list[str], found: list[Figure]) -> Iterator[tuple[str, str, bool]]:
    left = list(found)
    for wanted in gold:
        value = next((one for one in left if has_value(one, wanted)), None)
        whole = next((one for one in left if has_value(one, wanted) and has_unit(one, wanted)), value)
        yield "figures found", f"not read: {wanted}", whole is not None
        if whole:
            left.remove(whole)
            yield (
                "figures with unit and bound",
                f"{wanted} read as {whole.text} {whole.unit} {whole.bound}",
                right(whole, wanted),
            )
    for one in found:
        yield "figures that are there", f"read and not there: {one.text} {one.unit_name}", one not in left


def parts(wanted: str) -> tuple[str, str, Bound]:
    """Return a gold figure's value, unit and bound."""
    value, *rest = wanted.split(" ")
    bound = Bound(rest.pop()) if rest and rest[-1] in set(Bound) else Bound.EXACT
    return value, " ".join(rest), bound


def has_value(figure: Figure, wanted: str) -> bool:
    """Say whether a figure has a gold value, or the two ends of a gold range; "tripled" is an interval around 3."""
    low, _, high = parts(wanted)[0].partition("..")
    one, other = Decimal(low), Decimal(high or low)
    if figure.value is not None:
        return one == other and close(figure.value, one)
    if one == other and figure.bound is not Bound.BETWEEN:
        return figure.low is not None and figure.high is not None and figure.low <= one <= figure.high
    ends = ((figure.range_low, figure.range_high), (figure.low, figure.high))
    return any(close(first, one) and close(second, other) for first, second in ends)


def close(read_as: Decimal | None, wanted: Decimal) -> bool:
    return read_as is not None and abs(read_as - wanted) <= CLOSE * abs(wanted)


def has_unit(figure: Figure, wanted: str) -> bool:
    unit = parts(wanted)[1]
    return unit in {figure.unit, figure.unit_name, figure.counted_head, str(figure.dimension)}


def right(figure: Figure, wanted: str) -> bool:
    bound = parts(wanted)[2]
    open_range = figure.bound is Bound.BETWEEN and bound is Bound.EXACT
    return has_unit(figure, wanted) and (figure.bound is bound or open_range)


def words(records: Records, attribution: Attribution) -> str:
    """Return the words of what was said."""
    text = texts(records)[attribution.part]
    return " ".join(text[span.span_start : span.span_end] for span in attribution.content)


def texts(records: Records) -> dict[str, str]:
    article = records.article
    return {"title": article.headline, "standfirst": article.standfirst, "text": article.text}


def attributions(gold: list[str], found: list[tuple[Attribution, str]]) -> Iterator[tuple[str, str, bool]]:
    left = list(found)
    for wanted in gold:
        source, cue, content = (part.strip() for part in wanted.split("|"))
        pieces = [piece.strip() for piece in content.split("…")]  # the first and the last words of what was said
        known = next((one for one in left if all(piece in one[1] for piece in pieces)), None)
        yield "statements found", f"not found: {wanted}", known is not None
        if known:
            left.remove(known)
            about = known[0]
            named = source.lower() in about.source_text.lower()
            yield "sources", f"{source} read as {about.source_text or 'nobody'}", named
            yield "cues", f"{cue} read as {about.cue_text or 'none'}", cue.lower() in about.cue_text.lower()
    for one in found:
        told = f"{one[0].source_text} {one[0].cue_text}: {one[1][:60]}"
        yield "statements that are there", f"read and not there: {told}", one not in left


def raised(passage: Passage, records: Records, flags: list[Flag]) -> Iterator[tuple[str, str, bool]]:
    told = [(one, texts(records)[one.part][one.span_start : one.span_end]) for one in flags]
    wanted = [gold.split(" ", 1) for gold in passage["flags"]]
    for code, about in wanted:
        hit = any(one.check_code.startswith(code) and (about in text or text in about) for one, text in told)
        yield f"{code[:2]} flags raised", f"not raised: {code} {about}", hit
    for family in passage["families"]:
        loud = [one for one in told if one[0].severity in LOUD and one[0].check_code.startswith(family)]
        false = [
            f"{one.check_code} {text}"
            for one, text in loud
            if not any(one.check_code.startswith(code) and (about in text or text in about) for code, about in wanted)
        ]
        yield f"{family} silent where it should be", f"raised: {'; '.join(false)}", not false
