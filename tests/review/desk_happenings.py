"""A newsroom where things happen by chance, each as a run of its own that publishes."""

from __future__ import annotations

import random
from contextlib import closing
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from checks.check import all_checks
from checks.screening import screen_due
from extract.pipeline import annotate
from extract.plain import read_text
from flows.doubles import note_copies
from flows.edits import note_changes
from flows.forgetting import forget
from flows.grouping import note_stories
from flows.people_corrections import correct
from flows.plan import NewsPlan
from flows.readings import lay_over
from warehouse import db, publish
from warehouse.corrections import correction
from warehouse.ledger import Decision, Run
from warehouse.records import RunId
from warehouse.reviews import Act, open_reviews
from warehouse.terms import RunState

if TYPE_CHECKING:
    from pathlib import Path

    import duckdb

    from warehouse.records import Records

NOW = datetime.now(UTC).replace(microsecond=0)
OUTLETS = ("Agency", "Courier", "Gazette", "Ledger")
EVENTS = (("ferry fire", "Skerra"), ("quarry blast", "Osk"), ("mill fire", "Merrin"), ("train crash", "Halden"))
CHECKS = [check for check in all_checks() if check.code in ("AT01", "AT08", "FG06", "FG19", "FG20", "QT07")]
COUNTS = [field.name for field in fields(Run) if field.type == "int" and field.name != "run_seq"]


class Newsroom:
    """A home where things happen by chance, each as a run of its own."""

    def __init__(self, home: Path, seed: int) -> None:
        self.home, self.draw = home, random.Random(seed)  # noqa: S311 - chance that comes again
        self.store = open_reviews(home)
        self.pages: dict[str, tuple[int, str, datetime]] = {}

    def page(self, url: str, toll: int, told: tuple[int, str, datetime], seen: datetime) -> Records:
        event, outlet, at = self.pages[url] = told
        thing, place = EVENTS[event]
        text = (
            f"A {thing} near {place} killed at least {toll} people on Friday, the mayor of {place} said.\n"
            f"“We have never seen a {thing} like this in {place},” said Mara Lind, who keeps the inn there.\n"
            f"It could be said that {place} is tired. Visits rose by 50 per cent, from {toll} to {toll * 2}.\n"
        )
        page = read_text(text, title=f"{thing.title()} near {place}", url=url, outlet=outlet, published_at=at)
        return next(iter(annotate([replace(page, article=replace(page.article, fetched_at=seen))])))

    def happen(self, what: str) -> str:
        """Let something happen in a run, and publish; return the copy's name."""
        with closing(db.connect(self.home)) as con:
            number = db.run_number(con)
            run = Run(
                run_id=RunId(f"run-{number}"), flow="check_news", started_at=datetime.now(UTC), finished_at=None,
                state=RunState.RUNNING, note="", published="", run_seq=number, **dict.fromkeys(COUNTS, 0),
            )  # fmt: skip
            db.save(con, [run])
        getattr(self, what)()
        with closing(db.connect(self.home)) as con:
            screen_due(con, CHECKS, run.run_id, NOW)
            db.save(con, [replace(run, finished_at=datetime.now(UTC), published="copy")])
            return publish.publish(con, self.home)

    def news(self) -> None:
        """New pages, some of days that retention will remove."""
        made = []
        for _ in range(self.draw.randint(1, 4)):
            event, outlet = self.draw.randrange(len(EVENTS)), self.draw.choice(OUTLETS)
            at = NOW - timedelta(days=self.draw.choice((0, 1, 2, 90, 91)), minutes=len(self.pages))
            url = f"https://{outlet.lower()}.example/{len(self.pages)}"
            made.append(self.page(url, self.draw.randint(10, 40), (event, outlet, at), at))
        self._load(made)

    def edit(self) -> None:
        """A page says otherwise."""
        url = self.draw.choice(sorted(self.pages))
        seen = self.pages[url][2] + timedelta(hours=self.draw.randint(1, 5))
        self._load([self.page(url, self.draw.randint(10, 40), self.pages[url], seen)])

    def copied(self) -> None:
        """A page says what another says, word for word."""
        event, _, at = self.pages[self.draw.choice(sorted(self.pages))]
        some = [
            self.page(f"https://{outlet.lower()}.example/copy{len(self.pages)}", 12, (event, outlet, at), at)
            for outlet in OUTLETS[:2]
        ]
        self._load(some)

    def correct(self) -> None:
        """Somebody corrects a sentence, or takes it back."""
        with closing(db.connect(self.home)) as con:
            query = (
                "SELECT url, sentence_id, text FROM v1.sentences INNER JOIN v1.articles USING (article_id) ORDER BY ALL"
            )
            sentences = con.execute(query.replace("text FROM", "v1.sentences.text FROM")).fetchall()
            url, sentence_id, text = self.draw.choice(sentences)
            act = correction(
                self.draw.choice(("not_claim", "not_figure", "speaker")), url=url, outlet="", sentence_id=sentence_id,
                sentence=text, span=(0, len(text)), value="Ida Lind", reviewer="Dana",
            )  # fmt: skip
            with self.store.writing() as writer:
                writer.append([act])
            self._decided(con)
            correct(con)

    def move(self) -> None:
        """Somebody moves a page to another event."""
        with closing(db.connect(self.home)) as con:
            told = con.execute("SELECT url, story_id FROM v1.story_articles WHERE is_current ORDER BY ALL").fetchall()
            (url, story), (_, into) = self.draw.choice(told), self.draw.choice(told)
            act = Act(act="move", reviewer="Dana", url=url, claim_id=story, sentence_id=into, scope="story")
            with self.store.writing() as writer:
                writer.append([act])
            self._decided(con)
            note_stories(con, NOW)

    def read_anew(self) -> None:
        """Stored pages are read again: one comes out in other words."""
        with closing(db.connect(self.home)) as con:
            query = "SELECT article_id, url, fetched_at FROM v1.articles WHERE is_current ORDER BY ALL"
            old, url, seen = self.draw.choice(con.execute(query).fetchall())
            lay_over(con, [(old, self.page(url, self.draw.randint(10, 40), self.pages[url], seen))], NOW)
            note_stories(con, NOW)

    def forget(self) -> None:
        """What is old is removed."""
        forget(NewsPlan(home=self.home, keep_articles_days=30))

    def _load(self, records: list[Records]) -> None:
        with closing(db.connect(self.home)) as con:
            fresh = db.load(con, records)
            note_changes(con, sorted({one.article.url for one in records}))
            note_copies(con, fresh)
            note_stories(con, NOW)

    def _decided(self, con: duckdb.DuckDBPyConnection) -> None:
        names = [field.name for field in fields(Decision)]
        db.save(con, [Decision(**{name: getattr(event, name) for name in names}) for event in self.store.events()])
