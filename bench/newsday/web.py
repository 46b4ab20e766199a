"""A made-up web that lives by ticks: every tick brings a story, edits, pages that change without a word, and faults.

What it serves is a fact about the tick, so that a run can be repeated, and `served` says what a reader has been given.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import threading
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, NamedTuple, Self

from copydesk.running import plan_of
from copydesk.stories import Outlet, Story, feed_page, story_page

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from flows.plan import NewsPlan

OUTLETS = (("Quay Gazette", "broadsheet"), ("Hill Courier", "tabloid"), ("Marsh Post", "agency"))
FIRST = 9  # stories at tick 0
LISTED = 5  # stories of an outlet in its feed, the newest
DAWN = datetime(2026, 11, 20, 6, tzinfo=UTC)
FAULTS = ("busy", "gone", "reset", "cut", "blank", "consent", "picture", "loop")
PEOPLE = ("Agnete Rolle", "Tomas Birk", "Ines Varga", "Ole Hamre", "Petra Lund", "Yusuf Daran", "Cora Meissner")
PLACES = ("Alder Quay", "Birch Hill", "Cold Marsh", "Dunlow", "Elmside", "Farrow")
PARAGRAPHS = (
    "{place} will have {berths} berths when the new quay opens, {person} of the harbour office said on Friday.",
    "Work began in 2021 and has cost {cost} million crowns so far. It is widely believed that more will be needed.",
    "The number of boats rose from {low} to {high}, or {percent} per cent, in a year, the office's count shows.",
    "“We have waited {years} years for this,” {person} said. “Nobody here will miss the old wall.”",
    "Two roads lead to the quay, and both were closed for {days} days last winter, according to the roads office.",
    "The town council votes on the harbour fee next week; the fee has stood at {fee} crowns since it was last raised.",
)
CONSENT = "<title>Before you continue</title><p>We value your privacy. Accept all cookies or reject all.</p>" * 2


class Served(NamedTuple):
    """One revision of a story as a reader was given it: the address and the number of berths that only it names."""

    url: str
    berths: int


class NewsDay:
    """Serves the outlets on loopback while it is open; set `tick` to move on."""

    def __init__(self) -> None:
        self.tick = 0
        self.served: set[Served] = set()
        self.hosts: list[_Host] = []

    def __enter__(self) -> Self:
        for number in range(len(OUTLETS)):
            host = _Host(number, self)
            self.hosts.append(host)
            threading.Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for host in self.hosts:
            host.shutdown()
            host.server_close()

    def sources(self) -> str:
        """Return the text of a sources file that names every outlet's feed."""
        told = [
            f'[[source]]\nname = "{name}"\noutlet = "{name}"\nfeeds = ["{host.base}/rss.xml"]\n'
            for (name, _), host in zip(OUTLETS, self.hosts, strict=True)
        ]
        return "\n".join(told)

    def ports(self) -> list[int]:
        """Return the outlets' ports."""
        return sorted({host.server_address[1] for host in self.hosts})

    def fault(self, number: int) -> str:
        """Return what is wrong with a story's page at this tick, or ""."""
        broken = self.tick and (number * 5 + self.tick) % 13 == 0
        return FAULTS[(number + self.tick) % len(FAULTS)] if broken else ""

    def revision(self, number: int) -> int:
        """Return how often a story was edited up to this tick."""
        since = max(0, number - FIRST + 1)
        return sum(1 for tick in range(since + 1, self.tick + 1) if (number * 7 + tick) % 9 == 0)

    def noise(self, number: int) -> str:
        """Return what changes on a page without a word of its story."""
        return f"<!-- {self.tick} -->" if (number + self.tick) % 7 == 0 else ""

    def stories(self, outlet: int) -> list[int]:
        """Return the numbers of an outlet's stories that are out, newest first."""
        return [number for number in range(FIRST + self.tick - 1, -1, -1) if number % len(OUTLETS) == outlet]

    def story(self, number: int) -> Story:
        """Return a story as it stands at this tick."""
        revision = self.revision(number)
        low, years = 400 + number % 90, 3 + number % 9
        told = {
            "place": PLACES[number % len(PLACES)],
            "person": PEOPLE[(number * 3) % len(PEOPLE)],
            "berths": berths(number, revision),
            "cost": 12 + number % 30,
            "low": low,
            "high": low + low // 4,
            "percent": 25 if number % 3 else 52,
            "years": years,
            "days": 2 + revision % 12,
            "fee": 30 + number % 50,
        }
        published = DAWN + timedelta(minutes=15 * max(0, number - FIRST + 1))
        return Story(
            path=f"/{published:%Y/%m}/quay-{number}",
            revision=revision,
            headline=f"{told['place']} awaits its new quay, part {number}",
            standfirst=f"{told['person']} speaks of {years} years of waiting",
            byline=told["person"],
            published=published,
            section="News",
            body=tuple(("paragraph", words.format(**told)) for words in PARAGRAPHS),
        )


def berths(number: int, revision: int) -> int:
    """Return the figure that names a revision of a story and no other."""
    return 100_000 + 100 * number + revision


def planned(home: Path, day: NewsDay) -> NewsPlan:
    """Write the settings of a home folder and return the plan of a run over the made-up web."""
    home.mkdir(parents=True, exist_ok=True)
    (home / "sources.toml").write_text(day.sources(), "utf-8")
    settings = (
        "workers = 1\nbatch = 6\npage_seconds = 240\nsegment_megabytes = 0.01\n[fetch]\n"
        f'allowed_networks = ["127.0.0.0/8"]\nallowed_ports = {day.ports()}\npace_seconds = 0\nslow_cap = 0\n'
        "backoff_seconds = 0.02\nlongest_wait = 0.1\nread_timeout = 120\ntotal_deadline = 240\n"
    )
    (home / "copydesk.toml").write_text(settings, "utf-8")
    return plan_of(home)


class _Host(ThreadingHTTPServer):
    """One outlet's web server."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, number: int, day: NewsDay) -> None:
        self.number, self.day = number, day
        try:
            super().__init__((f"127.31.0.{number + 1}", 0), _Page)
        except OSError:  # where only 127.0.0.1 answers (macOS)
            super().__init__(("127.0.0.1", 0), _Page)
        self.base = "http://{}:{}".format(*self.server_address[:2])

    def outlet(self) -> Outlet:
        """Return the outlet with the stories that its feed lists now."""
        name, layout = OUTLETS[self.number]
        stories = tuple((self.day.story(number),) for number in self.day.stories(self.number)[:LISTED])
        told = {"key": str(self.number), "address": "", "feed": "rss.xml", "place": "Dunlow", "missing": ""}
        return Outlet(name=name, layout=layout, stories=stories, **told)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a reader that was killed."""


class _Page(BaseHTTPRequestHandler):
    """Answers one request, with an entity tag, or with the fault that the tick has for the page."""

    server: _Host
    protocol_version = "HTTP/1.1"
    timeout = 10

    def do_GET(self) -> None:
        """Answer with a feed, a page, or a fault."""
        day = self.server.day
        named = re.search(r"quay-(\d+)$", self.path)
        if self.path == "/rss.xml":
            kind, text = feed_page(self.server.outlet(), self.server.base)
            self._answer(200, text, kind)
        elif named is None:
            self._answer(404, "<title>Not found</title>")
        elif fault := day.fault(int(named[1])):
            self._fail(fault)
        else:
            self._story(int(named[1]), day)

    def _story(self, number: int, day: NewsDay) -> None:
        story = day.story(number)
        url = f"{self.server.base}{story.path}"
        day.served.add(Served(url, berths(number, story.revision)))
        self._answer(200, story_page(self.server.outlet(), story, self.server.base) + day.noise(number))

    def _fail(self, fault: str) -> None:
        if fault == "reset":
            self.close_connection = True
        elif fault == "loop":
            self._answer(302, "", location=self.path)
        elif fault == "busy":
            self._answer(503, "", retry_after="3600")
        elif fault == "gone":
            self._answer(410, "<title>Withdrawn</title>")
        elif fault == "picture":
            self._answer(200, "\x89PNG", "image/png")
        elif fault == "cut":
            self._answer(200, "<p>The quay", longer=500)
            self.close_connection = True
        else:
            self._answer(200, CONSENT if fault == "consent" else "<title></title>")

    def _answer(self, status: int, text: str, kind: str = "text/html", longer: int = 0, **headers: str) -> None:
        body = text.encode()
        tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if status == 200 and self.headers.get("If-None-Match") == tag:
            status, body = 304, b""
        with contextlib.suppress(ConnectionError):
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body) + longer))
            self.send_header("ETag", tag)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-").title(), value)
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing: the run's own rows say what was fetched."""
