"""What matters now: five things to look at, each with its reasons in words, and the stories by urgency."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from review.copy.article_rows import attributions_of
from review.copy.events import event_parts, events_of, sizes_of
from review.copy.queries import GatheringError
from review.decisions.shares import confirmed_shares
from review.vocabulary import NOTE, SEVERITIES, STRETCH
from review.wording import ago, count

if TYPE_CHECKING:
    from datetime import datetime

    import numpy.typing as npt

    from review.copy.board import Board
    from review.copy.events import Membership
    from review.copy.published import Copy
    from review.desk import Desk

THINGS = 5
STORIES = 12
LOOKED_AT = 300  # of the most urgent flags: the stories shown are made of these
WEIGHTS = {"critical": 3.0, "warning": 1.0}
HALF_LIFE = 86_400.0  # seconds after which news is worth half
MOST_SPREAD = 20  # articles of an event that count
SPREAD = 0.25  # what each further article of an event adds
ACCUSING = ("AT02", "AT11", "AT13")  # checks that ask about an accusation
DAY = 86_400
CHANGED = 8  # changed articles that are listed
WORTH_SAYING = 5  # decisions on a check from which its share says something


@dataclass(slots=True)
class Thing:
    """One flag to look at first, with why."""

    flag: dict[str, Any]
    reasons: list[str]
    story: str
    stretch: str  # the query of the article's page


@dataclass(slots=True)
class Told:
    """A story: an event's articles, or one article, with what is open in it."""

    key: str
    address: str
    headline: str
    outlets: list[str]
    dated: datetime | None
    articles: int
    reasons: list[str]
    open: dict[str, int] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Today:
    """The first page."""

    things: list[Thing]
    stories: list[Told]


def today(desk: Desk, copy: Copy, now: float | None = None) -> Today:
    """Return what is most urgent in the copy as people have decided so far."""
    moment = now or time.time()
    rows, weights = _most_urgent(desk, copy, moment)
    flags = {flag["row"]: flag for flag in desk.subjects(copy, [copy.board.flag_id(int(row)) for row in rows])}
    members = events_of(copy, list({flag["article_id"] for flag in flags.values()}))
    grouped: dict[str, list[tuple[float, dict[str, Any]]]] = {}
    for row, weight in zip(rows.tolist(), weights.tolist(), strict=True):
        if row in flags:
            member = members.get(flags[row]["article_id"])
            key = member.story_id if member and member.articles > 1 else flags[row]["article_id"]
            grouped.setdefault(key, []).append((weight, flags[row]))
    first = sorted(grouped.items(), key=lambda item: (-sum(weight for weight, _ in item[1]), item[0]))[:STORIES]
    look = Look(desk, copy, members, moment, copy.board.states(moment))
    best = sorted(grouped.items(), key=lambda item: (-item[1][0][0], item[0]))[:THINGS]
    return Today([look.thing(key, told[0][1]) for key, told in best], [look.story(key, told) for key, told in first])


def _most_urgent(desk: Desk, copy: Copy, now: float) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return the rows of the most urgent open flags that are more than notes, and how urgent each is."""
    board = copy.board
    loud = np.flatnonzero((board.states(now) == 0) & (_by_name(board, "severity", WEIGHTS, 0.0) > 0))
    if not len(loud):
        return loud, np.zeros(0)
    shares = {name: share.share for name, share in confirmed_shares(desk.decisions).items()}
    weight = _by_name(board, "severity", WEIGHTS, 0.0)[loud] * _by_name(board, "check", shares, 0.5)[loud]
    age = np.clip(now - board.published[loud], 0, 30 * DAY)
    weight = weight * np.exp2(-age / HALF_LIFE / 2) * (1 + np.log2(board.copies[loud])) * _spread(copy)[loud]
    most = min(LOOKED_AT, len(loud))
    chosen = np.argpartition(-weight, most - 1)[:most]
    order = np.lexsort((board.flag_ids[loud[chosen]], -weight[chosen]))
    return loud[chosen][order].astype(np.int64), weight[chosen][order]


def _spread(copy: Copy) -> npt.NDArray[np.float64]:
    """Return for each row how far its story spreads: 1, and SPREAD more for each further article."""
    if "spread" in copy.kept:
        found: npt.NDArray[np.float64] = copy.kept["spread"]
        return found
    articles = copy.board.articles
    sizes = np.ones(max(1, len(articles.names)))
    for article_id, number in sizes_of(copy):
        code = articles.code(article_id)
        if code >= 0:
            sizes[code] = min(number, MOST_SPREAD)
    found = (1 + SPREAD * (sizes - 1))[articles.codes]
    if copy.has("events"):  # until then it is asked of the copy itself, which the file replaces
        copy.kept["spread"] = found
    return found


def _by_name(board: Board, facet: str, values: dict[str, float], other: float) -> npt.NDArray[np.float64]:
    column = board.facets[facet]
    table = np.array([values.get(name, other) for name in column.all_names()] or [other])
    return table[column.codes] if len(board) else np.zeros(0)


@dataclass(frozen=True, slots=True)
class Look:
    """What every thing and story is told from: the copy, who belongs to which event, the moment, what is open then."""

    desk: Desk
    copy: Copy
    members: dict[str, Membership]
    now: float
    states: npt.NDArray[np.int8]
    told: dict[str, list[str]] = field(default_factory=dict)

    def differences(self, key: str) -> list[str]:
        """Return in which figures the outlets of an event differ."""
        if key not in self.told:
            self.told[key] = _differences(self.copy, key)
        return self.told[key]

    def size(self, flag: dict[str, Any]) -> int:
        """Return how many articles tell of a flag's event."""
        member = self.members.get(flag["article_id"])
        return member.articles if member else 1

    def thing(self, key: str, flag: dict[str, Any]) -> Thing:
        """Return a flag with why it matters: how new, how far it reaches, whom it accuses, how good its check is."""
        copies, reasons = int(self.copy.board.copies[flag["row"]]), _freshness(flag, self.now)
        if self.size(flag) > 1:
            reasons += self.differences(key) or [f"{count(self.size(flag), 'article')} tell of it"]
        if copies > 1:
            reasons.append(f"the sentence stands in {count(copies, 'place')}")
        if flag["check_code"] in ACCUSING:
            accused = _named_in(self.copy, flag)
            reasons.append(f"accuses {accused}" if accused else "an accusation, and nobody is named as making it")
        share = confirmed_shares(self.desk.decisions).get(flag["check_code"])
        if share and share.decided >= WORTH_SAYING:
            reasons.append(f"people found this check right {share.confirmed:,} of {share.decided:,} times")
        elif flag["severity"] == SEVERITIES[0]:
            reasons.append("critical")
        long = len(self.copy.board.rows_of(flag["article_id"])) > STRETCH
        return Thing(flag, reasons, key, f"?flag={flag['flag_id']}" if long else "")

    def story(self, key: str, told: list[tuple[float, dict[str, Any]]]) -> Told:
        """Return a story of its most urgent flags, with all that is open in their articles."""
        flags, board = [flag for _, flag in told], self.copy.board
        first, event = flags[0], self.size(flags[0]) > 1
        rows = [row for article_id in {flag["article_id"] for flag in flags} for row in board.rows_of(article_id)]
        found = [board.value("severity", row) for row in rows if self.states[row] == 0]
        newest = max((flag for flag in flags if flag["dated"]), key=lambda flag: flag["dated"], default=first)
        return Told(
            key=key,
            address=f"/event/{key}" if event else f"/articles/{key}",
            headline=first["headline"],
            outlets=list(dict.fromkeys(flag["outlet"] for flag in flags)),
            dated=newest["dated"],
            articles=self.size(first),
            reasons=_freshness(newest, self.now) + (self.differences(key) if event else []),
            open={severity: found.count(severity) for severity in SEVERITIES if severity != NOTE and severity in found},
            titles=list(dict.fromkeys(flag["title"] or flag["check_code"] for flag in flags))[:3],
        )


def _freshness(flag: dict[str, Any], now: float) -> list[str]:
    if flag["dated"] and 0 <= now - flag["dated"].timestamp() < DAY:
        return ["new today"]
    return [ago(flag["dated"], on=flag["dated_on"])] if flag["dated"] else []


def _differences(copy: Copy, story_id: str) -> list[str]:
    """Return in which figures the outlets of an event differ: "3 outlets differ: killed 12 or 14"."""
    differing: dict[str, dict[str, set[str]]] = {}
    try:
        figures = event_parts(copy, story_id, ["figures"])["figures"]
    except GatheringError:  # the page does without until then
        return []
    for figure in figures:
        if figure["is_main"] and figure["relation"] == "differs":
            values = differing.setdefault(figure["toll"], {})
            values.setdefault(figure["text"], set()).add(figure["article_id"])
            values.setdefault(figure["other_text"], set()).add(figure["other_article_id"])
    found = []
    for toll, values in differing.items():
        told = sorted(values, key=lambda text: (-len(values[text]), text))[:3]
        number = len({article for articles in values.values() for article in articles})
        found.append(f"{number} outlets differ: {toll} {' or '.join(f'“{text}”' for text in told)}")
    return found[:2]


def _named_in(copy: Copy, flag: dict[str, Any]) -> str:
    """Return the first named person of the article whom the flagged sentence names, "" for nobody."""
    for row in attributions_of(copy, flag["article_id"]):
        name = row["canonical_source"] or ""
        if row["source_kind"] == "named_person" and name and name.split()[-1] in flag["sentence"]:
            return str(name)
    return ""


def news_since(copy: Copy, since: datetime) -> dict[str, Any]:
    """Return what came since a moment: how many articles and flags, and which articles were changed."""
    key = f"since {since.isoformat()}"
    if key not in copy.kept:
        counts = copy.rows("runs_since", since=since)[0]
        copy.kept[key] = counts | {"changed": copy.rows("changed_since", since=since, most=CHANGED)}
    found: dict[str, Any] = copy.kept[key]
    return found
