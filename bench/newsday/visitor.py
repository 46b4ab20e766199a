"""The desk in a process of its own, and somebody who asks it for pages all the time and decides now and then."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import httpx

from warehouse.audit import verify
from warehouse.reviews import open_reviews

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAUSE = 0.3  # seconds between two requests
PATIENCE = 120.0  # seconds for an answer on a busy machine


class Visit:
    """What was asked of the desk and what came of it."""

    def __init__(self, home: Path, port: int, desk: int) -> None:
        self.home, self.address, self.desk = home, f"http://127.0.0.1:{port}", desk
        self.client = httpx.Client(base_url=self.address, trust_env=False, timeout=PATIENCE)
        self.asked, self.slowest = 0, 0.0
        self.decided: list[str] = []
        self.said: list[str] = []
        self.over = threading.Event()

    def wait(self) -> None:
        """Wait until the desk answers."""
        give_up_at = time.monotonic() + PATIENCE
        while time.monotonic() < give_up_at:
            try:
                self.client.get("/").raise_for_status()
            except httpx.ConnectError:
                time.sleep(0.2)
            else:
                return
        raise RuntimeError("the desk does not answer")

    def go_on(self) -> None:
        """Ask for the queue, the runs and an article until it is over."""
        client = httpx.Client(base_url=self.address, trust_env=False, timeout=PATIENCE)
        article = ""
        while not self.over.wait(PAUSE):
            for path in ("/", "/queue", "/runs", article):
                page = self._ask(client, path) if path else ""
                if path == "/queue" and (found := re.search(r'href="(/articles/\w+)', page)):
                    article = found[1]

    def _ask(self, client: httpx.Client, path: str) -> str:
        began = time.monotonic()
        try:
            answer = client.get(path)
        except httpx.HTTPError as fault:
            self.said.append(f"the desk did not answer {path}: {fault!r}")
            return ""
        self.asked += 1
        self.slowest = max(self.slowest, time.monotonic() - began)
        if answer.status_code != httpx.codes.OK:
            self.said.append(f"the desk answered {path} with {answer.status_code}")
        return answer.text

    def decide(self) -> None:
        """Note something on the first flag of the queue."""
        page = self.client.get("/queue").text
        token, flag = re.search(r'data-csrf="(\w+)"', page), re.search(r'data-flag="(\w+)"', page)
        if not (token and flag):
            self.said.append("the queue shows no flag")
            return
        words = f"note {len(self.decided)}"
        fields = {"csrf": token[1], "act": "note", "comment": words}
        headers = {"Origin": self.address, "Accept": "application/json"}
        answer = self.client.post(f"/flags/{flag[1]}/decide", data=fields, headers=headers)
        if answer.status_code == httpx.codes.OK:
            self.decided.append(words)
        else:
            self.said.append(f"a decision was answered with {answer.status_code}")

    def faults(self, imported: set[tuple[object, ...]]) -> list[str]:
        """Say what was wrong; `imported` are the ids of the decisions that the warehouse has."""
        store = open_reviews(self.home)
        kept, fault = store.events(), verify(store).fault
        store.close()
        said = [*self.said, *([fault] if fault else [])]
        if [event.comment for event in kept] != self.decided:
            said.append(f"{len(self.decided)} decisions were acknowledged, {len(kept)} are kept")
        if {(event.decision_id,) for event in kept} != imported:
            said.append(f"{len(kept)} decisions are kept, {len(imported)} are in the warehouse")
        return said


@contextmanager
def visiting(home: Path) -> Iterator[Visit]:
    """Keep a desk and a visitor to it."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "copydesk.cli", "review", "--home", str(home), "--port", str(port)]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}) as desk:
        visit = Visit(home, port, desk.pid)
        visit.wait()
        asking = threading.Thread(target=visit.go_on)
        asking.start()
        try:
            yield visit
        finally:
            visit.over.set()
            asking.join()
            visit.client.close()
            if desk.poll() is not None:
                visit.said.append("the desk has ended")
            desk.terminate()
