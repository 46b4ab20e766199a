"""A flag as a card: what, where, why with its evidence, and what to ask."""

from __future__ import annotations

from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from review.copy.article_rows import parts_of, person_in
from review.copy.checked_before import suggestions_of
from review.decisions.claim_standing import standing_of
from review.decisions.in_force import Place, state_of
from review.recomputed import Worked, worked_out
from review.vocabulary import SOURCE_KINDS, confirm_reason
from review.wording import after, before, describe
from warehouse.verdicts import OTHER, SAME, told_in

if TYPE_CHECKING:
    from collections.abc import Container

    from review.copy.published import Copy
    from review.desk import Desk
    from warehouse.reviews import Event

PERSONS = ("named_person", "unnamed_person")
ALIKE = 0.6  # of difflib's ratio: an older sentence this close is shown beside the new one, never taken over
CONTEXT = 400  # characters of the sentence on each side: one that never ends does not fill the page
AROUND = 60  # characters of context on each side of evidence elsewhere


@dataclass(frozen=True, slots=True)
class Shown:
    """Words that a card points at; `anchor` is their place on this page, "" when they are in another article."""

    words: str
    role: str
    anchor: str = ""
    article_id: str = ""
    outlet: str = ""
    before: str = ""
    after: str = ""


@dataclass(slots=True)
class Card:
    """One flag as people read it."""

    number: int
    flag: dict[str, Any]
    words: str
    before: str
    after: str
    state: str
    event: Event | None
    copies: int
    assignee: str
    notes: list[Event]
    within: bool = True  # whether the view that people came from holds it
    evidence: list[Shown] = field(default_factory=list)
    nearest: str = ""
    says: str = ""  # who gives the flagged figure
    person: str = ""  # whom `says` or `nearest` names, where it is a person
    earlier: Event | None = None
    checked: list[dict[str, Any]] = field(default_factory=list)  # published checks that may be about its claim
    found_out: str = ""  # the verdict on its claim

    @property
    def seen(self) -> str:
        """The decision that this card shows, "" for none."""
        return self.event.decision_id if self.event else ""

    @property
    def verdict(self) -> str:
        """The standing act in words, "" for none."""
        return describe(self.event)

    @property
    def earlier_words(self) -> str:
        """The decision on the older form of the sentence, in words."""
        return describe(self.earlier)

    @property
    def has_nearest(self) -> bool:
        """Whether the check itself names the nearest source."""
        return any("source" in shown.role for shown in self.evidence)

    @property
    def likely_reason(self) -> str:
        """The reason to confirm that fits the check best: what the confirm key gives."""
        return confirm_reason(self.flag["check_code"])

    @property
    def worked(self) -> Worked:
        """What the check worked out, as a sentence, and what it weighed."""
        return worked_out(self.flag["reading"])

    @property
    def anchor(self) -> str:
        """The card's place on the page."""
        return f"flag-{self.flag['flag_id']}"


@dataclass(frozen=True, slots=True)
class Dealer:
    """What every card of one article is made from; `sources` are the article's attributions."""

    desk: Desk
    copy: Copy
    article: dict[str, Any]
    sources: list[dict[str, Any]]
    figures: list[dict[str, Any]] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)  # of the board, by flag, where many are looked up

    def deal(self, flags: list[dict[str, Any]]) -> list[Card]:
        """Return the cards of these flags, numbered in text order, with all that they show."""
        found = [self.card(number, flag) for number, flag in enumerate(flags, 1)]
        self.fill(found, found)
        return found

    def fill(self, shown: list[Card], every: list[Card]) -> None:
        """Give the cards that are shown what costs: evidence, the nearest source, earlier decisions."""
        here = self.article["article_id"]
        others = {span["article_id"] for card in shown for span in card.flag["evidence"]} - {here}
        texts = self.copy.texts(others)
        texts[here] = self.article
        for card in shown:
            card.evidence = [one for span in card.flag["evidence"] if (one := _shown(span, texts, here))]
            if card.flag["check_code"].startswith("FG"):
                card.says, card.person = _who_says(card.flag, self.figures)
            else:
                card.nearest, card.person = _nearest(card.flag, self.sources)
            _show_claim(self.desk, self.copy, card)
        _show_earlier(self.desk, self.article["url"], shown, every)

    def card(self, number: int, flag: dict[str, Any]) -> Card:
        """Return the card of a flag with what its mark in the text needs."""
        decisions, board = self.desk.decisions, self.copy.board
        words = parts_of(self.article)[flag["part"]]
        start, end = flag["span_start"], flag["span_end"]
        whole = (flag["sentence_start"], flag["sentence_start"] + len(flag["sentence"]))
        low, high = whole if flag["part"] == flag["sentence_part"] else (start, end)
        event = decisions.of(place_of(flag, self.article["outlet"]))
        row = self.rows[flag["flag_id"]] if flag["flag_id"] in self.rows else board.row(flag["flag_id"])
        history = decisions.history(flag["flag_id"])
        return Card(
            number=number,
            flag=flag,
            words=words[start:end],
            before=beginning(words, min(low, start), start),
            after=ending(words, end, max(high, end)),
            state=state_of(event),
            event=event,
            copies=int(board.copies[row]) if row is not None else 1,
            assignee=decisions.assigned(flag["flag_id"]),
            notes=[act for act in history if act.act == "note" and not decisions.undone(act)],
        )


def beginning(words: str, low: int, start: int) -> str:
    """Return the sentence before the flagged words, cut where it is too long to show."""
    return words[low:start] if start - low <= CONTEXT else f"…{words[start - CONTEXT : start]}"


def ending(words: str, end: int, high: int) -> str:
    """Return the sentence after the flagged words, cut where it is too long to show."""
    return words[end:high] if high - end <= CONTEXT else f"{words[end : end + CONTEXT]}…"


def place_of(flag: dict[str, Any], outlet: str) -> Place:
    """Return what decides which acts cover the flag, for flags of older revisions too."""
    return Place(flag["flag_id"], flag["memory"], flag["check_code"], outlet)


def _shown(span: dict[str, Any], texts: dict[str, dict[str, Any]], here: str) -> Shown | None:
    article = texts.get(span["article_id"])
    if article is None:
        return None
    words = parts_of(article)[span["part"]]
    start, end = span["span_start"], span["span_end"]
    if span["article_id"] == here:
        place = {"anchor": f"at-{span['part']}-{start}"}
    else:
        place = {"article_id": span["article_id"], "outlet": article["outlet"]}
    around = {"before": before(words, start, AROUND), "after": after(words, end, AROUND)}
    return Shown(words[start:end], span["role"], **place, **around)


def _nearest(flag: dict[str, Any], sources: list[dict[str, Any]]) -> tuple[str, str]:
    """Return the source whose words stand nearest in the same text, with its kind, and whom it names."""
    near = [
        (min(abs(span["span_start"] - flag["span_start"]) for span in row["source"]), row)
        for row in sources
        if row["part"] == flag["part"] and row["source"] and row["attribution_class"] in ("speech", "document")
        if _is_named(row)
        if not any(s["span_start"] < flag["span_end"] and flag["span_start"] < s["span_end"] for s in row["source"])
    ]
    if not near:
        return "", ""
    _, row = min(near, key=lambda pair: pair[0])
    kind = SOURCE_KINDS.get(row["source_kind"], row["source_kind"])
    return f"{row['canonical_source'] or row['source_text']} ({kind})", person_in(row)


def _who_says(flag: dict[str, Any], figures: list[dict[str, Any]]) -> tuple[str, str]:
    """Return who gives the figure that a check of figures flags, and the person; "" where no figure stands there."""
    for figure in figures:
        meets = figure["span_start"] < flag["span_end"] and flag["span_start"] < figure["span_end"]
        if meets and figure["part"] == flag["part"]:
            return figure["source"] or "nobody is named", figure["person"]
    return "", ""


def _is_named(row: dict[str, Any]) -> bool:
    """Whether a reader learns who it is: "he" tells it only where it is known of whom it speaks."""
    words = row["source_text"]
    return bool(row["canonical_source"]) or not (row["source_kind"] in PERSONS and words.isalpha() and words.islower())


def _show_claim(desk: Desk, copy: Copy, card: Card) -> None:
    """Put on a card the verdict on its claim, and what other houses may have found out; never what was refused."""
    standing = standing_of(desk.decisions, card.flag["sentence_id"])
    card.found_out = told_in(standing.verdict)["verdict"] if standing.verdict else ""
    found = suggestions_of(copy, card.flag["sentence_id"])
    answers = {check_id: event.act for check_id, event in standing.answers.items()}
    told = [one | {"is_same": answers.get(one["check_id"]) == SAME} for one in found]
    card.checked = [one for one in told if answers.get(one["check_id"]) != OTHER]


def _show_earlier(desk: Desk, url: str, shown: list[Card], every: list[Card]) -> None:
    """Put beside an open card the decision on an older form of its sentence: shown, never taken over."""
    live = {card.flag["flag_id"] for card in every if card.state != "open"}
    for card in shown:
        if card.state == "open":
            card.earlier = earlier(desk, url, card.flag, live)


def earlier(desk: Desk, url: str, flag: dict[str, Any], live: Container[str] = ()) -> Event | None:
    """Return the last decision of this check on an older form of the flag's sentence on this page, None for none."""
    for event in reversed(desk.decisions.of_url(url)):
        if (
            event.check_code == flag["check_code"]
            and event.act in ("confirm", "dismiss")
            and event.flag_id not in live
            and not desk.decisions.undone(event)
            and _alike(event.sentence, flag["sentence"])
        ):
            return event
    return None


def _alike(old: str, new: str) -> bool:
    if 2 * min(len(old), len(new)) < ALIKE * (len(old) + len(new)):  # no ratio of these lengths is higher
        return False
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def followers_of(cards: list[Card]) -> dict[int, str]:
    """Return the next open flag after each card, "" when none is left: where a page without script goes on."""
    found, following = dict[int, str](), ""
    for card in reversed(cards):
        found[card.number] = following
        if card.state == "open":
            following = card.flag["flag_id"]
    return found
