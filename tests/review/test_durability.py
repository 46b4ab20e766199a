"""The desk is killed, and flows publish under it: no acknowledged decision is lost and nobody waits."""

from __future__ import annotations

import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from warehouse import db
from warehouse.audit import verify
from warehouse.corrections import told_by
from warehouse.publish import open_published
from warehouse.reviews import open_reviews
from warehouse.verdicts import told_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Served, Visit
    from desk_stories import Story

SERVE = """
import sys
from pathlib import Path
from review.serve import serve
serve(Path(sys.argv[1]), port=int(sys.argv[2]))
"""
ROOT = Path(__file__).parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def killed_while(newsroom: Path, visitor_to: Callable, post: Callable[[Visit, dict[str, str], int], str]) -> list[str]:
    """Post to a desk until it is killed; return what it acknowledged, all of which the store must hold."""
    port = free_port()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    acknowledged: list[str] = []
    with subprocess.Popen([sys.executable, "-c", SERVE, str(newsroom), str(port)], env=environment) as desk:
        visit = visitor_to(f"http://127.0.0.1:{port}")
        for _ in range(600):
            try:
                visit.get("/")
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        fields = {"csrf": visit.csrf()}
        timer = threading.Timer(2.0, desk.send_signal, [signal.SIGKILL])
        timer.start()
        with suppress(httpx.TransportError):
            acknowledged.extend(post(visit, fields, number) for number in range(1000))
        timer.join()
    return acknowledged


def test_a_killed_desk_loses_no_acknowledged_decision(newsroom: Path, visitor_to: Callable) -> None:
    flags: list[str] = []

    def note(visit: Visit, fields: dict[str, str], number: int) -> str:
        flags[:] = flags or visit.flags("/queue")
        told = fields | {"act": "note", "comment": f"note {number}"}
        headers = {"Origin": visit.origin, "Accept": "application/json"}
        answer = visit.client.post(f"/flags/{flags[number % 6]}/decide", data=told, headers=headers)
        comment: str = answer.raise_for_status().json()["comment"]
        return comment

    acknowledged = killed_while(newsroom, visitor_to, note)
    store = open_reviews(newsroom)
    kept = [event.comment for event in store.events()]
    assert acknowledged
    assert kept[: len(acknowledged)] == acknowledged
    assert verify(store).fault == ""
    store.close()


def test_a_killed_desk_loses_no_source_or_verdict_that_was_acknowledged(newsroom: Path, visitor_to: Callable) -> None:
    claims: list[str] = []

    def work(visit: Visit, fields: dict[str, str], number: int) -> str:
        if not claims:
            flag = visit.flags("/queue")[0]
            article = visit.get(f"/flags/{flag}").headers["location"].partition("#")[0]
            claims.append(visit.get(f"{article}/claim?flag={flag}").headers["location"].partition("?")[0])
        act = ("source", {"title": f"Source {number}"}) if number % 2 else ("status", {"status": "checking"})
        page = visit.get(claims[0]).text if act[0] == "status" else ""
        seen = re.search(r'name="seen" value="(\w*)"', page)
        told = fields | act[1] | {"seen": seen[1] if seen else ""}
        answer = visit.client.post(f"{claims[0]}/{act[0]}", data=told, headers={"Origin": visit.origin})
        assert answer.status_code == 303
        return str(act[1].get("title", "checking"))

    acknowledged = killed_while(newsroom, visitor_to, work)
    store = open_reviews(newsroom)
    kept = [told_in(event).get("title") or event.reason for event in store.events()]
    assert acknowledged
    assert kept[: len(acknowledged)] == acknowledged
    assert verify(store).fault == ""
    store.close()


def test_a_killed_desk_loses_none_of_two_hundred_corrections(newsroom: Path, visitor_to: Callable) -> None:
    draw = random.Random(11)  # noqa: S311 - the same corrections each time
    copy = open_published(newsroom)
    rows = copy.execute("SELECT article_id, sentence_id, text FROM main.sentences ORDER BY ALL").fetchall()
    copy.close()
    kinds = {
        "speaker": "Mara Lind",
        "value": "12",
        "unit": "metre",
        "counted": "passengers",
        "not_claim": "",
        "question": "Who?",
    }
    wanted = []
    for number in range(200):
        article_id, sentence_id, text = draw.choice(rows)
        start = draw.randrange(len(text) - 1)
        end, kind = draw.randrange(start + 1, len(text) + 1), draw.choice(list(kinds))
        place = {"sentence": sentence_id, "start": str(start), "end": str(end)}
        value = f"{kinds[kind]} {number}" if kind not in {"value", "not_claim"} else kinds[kind]
        wanted.append((f"/articles/{article_id}/correct", place | {"kind": kind, "value": value}))
    environment, acknowledged, kills = os.environ | {"PYTHONPATH": str(ROOT)}, 0, 0
    while acknowledged < len(wanted):
        port = free_port()
        with subprocess.Popen([sys.executable, "-c", SERVE, str(newsroom), str(port)], env=environment) as desk:
            visit = visitor_to(f"http://127.0.0.1:{port}")
            token = answered(visit)
            timer = threading.Timer(draw.uniform(0.1, 0.6), desk.send_signal, [signal.SIGKILL])
            if kills < 4:
                timer.start()
            try:
                while acknowledged < len(wanted):
                    path, fields = wanted[acknowledged]
                    headers = {"Origin": visit.origin}
                    answer = visit.client.post(path, data={"csrf": token} | fields, headers=headers)
                    assert answer.status_code == 303, answer.text
                    acknowledged += 1
            except httpx.TransportError:
                kills += 1
            timer.cancel()
            desk.kill()
    assert kills
    store = open_reviews(newsroom)
    kept = [
        (told_by(event).sentence_id, event.reason, told_by(event).start, told_by(event).value)
        for event in store.events()
    ]
    asked = [(one["sentence"], one["kind"], int(one["start"]), one["value"]) for _, one in wanted]
    # one that was written while its answer was lost is sent again, and stands twice
    assert list(dict.fromkeys(kept)) == list(dict.fromkeys(asked))
    assert len(asked) <= len(kept) <= len(asked) + kills
    assert verify(store).fault == ""
    store.close()


def answered(visit: Visit) -> str:
    """The token of a desk that has just been started, once it answers."""
    for _ in range(600):
        try:
            return visit.csrf()
        except httpx.ConnectError:
            time.sleep(0.1)
    raise AssertionError("The desk did not start.")


def test_a_flow_publishes_while_people_decide_and_neither_waits(
    served: Served, visit: Visit, publisher: Callable, ferry: Story
) -> None:
    flags = visit.flags("/queue")
    times: list[float] = []
    names: list[str] = []

    def publish() -> None:
        for number in range(5):
            story = replace(ferry, url=f"https://harbour.example/{number}")
            names.append(publisher(served.home, (story,)))

    flow = threading.Thread(target=publish)
    flow.start()
    while flow.is_alive():
        began = time.monotonic()
        answer = visit.post(f"/flags/{flags[0]}/decide", act="note", comment="still here")
        times.append(time.monotonic() - began)
        assert answer.status_code == 200
    flow.join()
    assert len(names) == 5
    assert max(times) < 5  # a busy machine; a lock would hold for as long as the flow writes
    desk = served.app.state.desk
    give_up = time.monotonic() + 20
    while desk.copy().name != names[-1] and time.monotonic() < give_up:
        time.sleep(0.1)
    assert desk.copy().name == names[-1]
    assert len(
        re.findall(
            "still here", visit.get(f"/articles/{desk.copy().board.article_id(desk.copy().board.row(flags[0]))}").text
        )
    ) == len(times)


def test_a_writer_opens_the_warehouse_while_the_desk_is_up(served: Served, visit: Visit) -> None:
    visit.get("/")
    con = db.connect(served.home, wait_seconds=1)
    con.execute("UPDATE main.checks SET title = title")
    con.close()
