"""Which articles tell of one event: each joins the story that it is most like, in order of time, or opens one."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from extract.story_words import story_words
from extract.tolls import read_tolls
from flows.doubles import note_copies
from flows.edits import note_changes, stored_records
from flows.people_stories import settle
from flows.statements import ask
from warehouse import db
from warehouse.clock import CLOCK
from warehouse.kinship import Story, StoryArticle, StoryId, StoryTerm
from warehouse.records import ArticleId, Figure, Sentence, stable_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    import duckdb

AT_ONCE = 500  # articles that are grouped in one transaction
UNGROUPED = "SELECT 1 FROM main.articles ANTI JOIN main.story_articles USING (article_id) LIMIT 1"
MOST = 20_000  # that one run makes good of an older store: a minute; the next goes on
ALIKE = 0.12  # average likeness to a story's articles from which one joins it (bench/stories.py)
TERMS = 60  # that an article keeps: its heaviest
LENGTH = 1000  # of an article's terms as a vector
NEAR = 3  # days
ONE_HOUSE = 0.7  # of the likeness of two articles of one outlet: all that it prints names its town (bench/stories.py)


class Ungrouped(NamedTuple):
    """An article that is in no story yet; `first_id` is itself, or the article that it is a copy of."""

    article_id: ArticleId
    page: str
    first_id: str
    headline: str
    text: str
    dated_at: datetime
    outlet: str


def relate(con: duckdb.DuckDBPyConnection) -> None:
    """Store how all articles of a warehouse are related: what revisions changed, copies, stories and tolls."""
    note_changes(con)
    note_copies(con)
    note_stories(con, CLOCK.now())


def note_stories(con: duckdb.DuckDBPyConnection, at: datetime) -> int:
    """Put every article that is in no story into one, as people's acts have left them; return how many there were."""
    settle(con)
    if not con.execute(UNGROUPED).fetchone():  # asked first: where none is found, DuckDB would read every text
        return 0
    fresh = [Ungrouped(*row) for row in ask(con, "ungrouped_articles", at_most=MOST)]
    for start in range(0, len(fresh), AT_ONCE):
        with db.transaction(con):
            some = fresh[start : start + AT_ONCE]
            _group(con, some, at)
            note_tolls(con, [one.article_id for one in some])
    return len(fresh)


def note_tolls(con: duckdb.DuckDBPyConnection, articles: Sequence[str]) -> None:
    """Store the tolls of these articles, in place of those that are stored."""
    stored = stored_records(con, sorted(articles), (Sentence, Figure))
    con.execute("DELETE FROM main.tolls WHERE article_id IN (SELECT unnest(?))", [list(articles)])
    db.save(con, [toll for records in stored.values() for toll in read_tolls(records)])


def _group(con: duckdb.DuckDBPyConnection, fresh: Sequence[Ungrouped], at: datetime) -> None:
    kin = _Kin(con, fresh)
    counting = kin.counting(fresh)
    db.append(con, _terms(con, counting))
    near = _Near(con, counting)
    rows, opened = [], []
    for article in fresh:
        story, ruled, how = kin.of(article)
        likeness = None
        if not story:
            story, likeness = near.best(article)
            how = "likeness" if story else "opened"
            ruled = story = story or StoryId(stable_id("story", article.page))
            near.join(article, story)
            if how == "opened":
                opened.append(_story(story, article.dated_at))
        kin.join(article, story, ruled)
        rows.append(
            StoryArticle(
                article_id=article.article_id,
                story_id=story,
                ruled_id=ruled,
                dated_at=article.dated_at,
                likeness=likeness,
                joined_at=at,
                joined_by=how,
                counts=how in {"likeness", "opened"},
            )
        )
    db.save(con, opened, replace=False)
    db.save(con, rows)
    con.execute(
        "UPDATE main.stories SET closed_at = greatest(closed_at, joined.last_at + INTERVAL 3 DAY), "
        f"{db.STAMP} FROM (SELECT story_id, max(dated_at) AS last_at FROM main.story_articles "
        "WHERE story_id IN (SELECT unnest(?)) GROUP BY ALL) AS joined WHERE stories.story_id = joined.story_id",
        [sorted({row.story_id for row in rows})],
    )


def _story(story: StoryId, at: datetime) -> Story:
    return Story(story_id=story, opened_at=at, closed_at=at + timedelta(days=NEAR), merged_into=None)


class _Kin:
    """The stories that an article inherits: its page's, or that of what it is a copy of."""

    def __init__(self, con: duckdb.DuckDBPyConnection, fresh: Sequence[Ungrouped]) -> None:
        self._known: dict[tuple[str, str], tuple[StoryId, StoryId]] = {}
        pages, firsts = [one.page for one in fresh], [one.first_id for one in fresh]
        for kind, key, story, ruled in ask(con, "known_kin", pages=pages, firsts=firsts):
            self._known.setdefault((kind, key), (story, ruled))

    def counting(self, fresh: Iterable[Ungrouped]) -> list[Ungrouped]:
        """Return the articles that inherit nothing, each page and each text once."""
        seen, found = set(self._known), []
        for one in fresh:
            keys = {("page", one.page), ("first", one.first_id)}
            if not keys & seen:
                found.append(one)
            seen |= keys
        return found

    def of(self, article: Ungrouped) -> tuple[StoryId | None, StoryId, str]:
        """Return the story that an article inherits, the one that the rule chose, and why; None where it has none."""
        for kind, key, how in (("page", article.page, "revision"), ("first", article.first_id, "copy")):
            if (kind, key) in self._known:
                return *self._known[kind, key], how
        return None, StoryId(""), ""

    def join(self, article: Ungrouped, story: StoryId, ruled: StoryId) -> None:
        """Note where an article went."""
        for key in (("page", article.page), ("first", article.first_id)):
            self._known.setdefault(key, (story, ruled))


class _Near:
    """The stories of the days around, and how like their articles the new ones are."""

    def __init__(self, con: duckdb.DuckDBPyConnection, fresh: Sequence[Ungrouped]) -> None:
        self._likeness: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._story: dict[str, StoryId] = {}
        self._outlets: dict[str, str] = {}
        self._seconds: defaultdict[StoryId, list[float]] = defaultdict(list)
        if not fresh:
            return
        dates = [one.dated_at for one in fresh]
        days = {"first_at": min(dates), "last_at": max(dates)}
        for mine, other, likeness in ask(con, "alike_stories", articles=[one.article_id for one in fresh], **days):
            self._likeness[mine][other] = likeness
        for article_id, story, second, outlet in ask(con, "near_members", **days):
            self._story[article_id] = story
            self._outlets[article_id] = outlet
            self._seconds[story].append(second)

    def best(self, article: Ungrouped) -> tuple[StoryId | None, float | None]:
        """Return the story whose articles of these days are most like an article, with how like; None below `ALIKE`."""
        sums: defaultdict[StoryId, float] = defaultdict(float)
        for other, likeness in sorted(self._likeness[article.article_id].items()):
            if other in self._story:
                one_house = article.outlet == self._outlets[other] != ""
                sums[self._story[other]] += likeness * (ONE_HOUSE if one_house else 1)
        second = article.dated_at.timestamp()
        averages = [
            (total / sum(abs(second - other) <= NEAR * 86400 for other in self._seconds[story]), story)
            for story, total in sums.items()
            if total >= ALIKE
        ]
        likeness, story = min(((-average, story) for average, story in averages), default=(0.0, StoryId("")))
        return (story, min(1.0, -likeness)) if -likeness >= ALIKE else (None, None)

    def join(self, article: Ungrouped, story: StoryId) -> None:
        """Count an article among a story's."""
        self._story[article.article_id] = story
        self._outlets[article.article_id] = article.outlet
        self._seconds[story].append(article.dated_at.timestamp())


def _terms(con: duckdb.DuckDBPyConnection, fresh: Sequence[Ungrouped]) -> list[StoryTerm]:
    """Return what each article is about, its words weighed by how rare they were in the warehouse up to it."""
    words = [story_words(one.headline, one.text) for one in fresh]
    known: dict[str, int] = dict(ask(con, "term_counts", terms=["", *sorted(set().union(*words))]))
    seen = Counter(known)
    found = []
    for one, weights in zip(fresh, words, strict=True):
        seen.update(["", *weights])
        heavy = {word: weight * math.log(1 + seen[""] / seen[word]) for word, weight in weights.items()}
        kept = sorted(heavy.items(), key=lambda pair: (-pair[1], pair[0]))[:TERMS]
        length = math.sqrt(sum(weight * weight for _, weight in kept))
        for word, weight in kept:
            whole = round(LENGTH * weight / length)
            found.append(StoryTerm(article_id=one.article_id, dated_at=one.dated_at, term=word, weight=max(1, whole)))
    _count(con, {word: seen[word] for word in seen if seen[word] != known.get(word)})
    return found


def _count(con: duckdb.DuckDBPyConnection, counted: dict[str, int]) -> None:
    counts = "SELECT unnest($terms) AS term, unnest($counts) AS articles, run_seq FROM main.run_now"
    db.merge(con, "term_counts", counts, {"terms": list(counted), "counts": list(counted.values())})
