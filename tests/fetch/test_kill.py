"""An archive whose writer is killed at any moment has kept every page that it said it had."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from fetch.archive import Archive

if TYPE_CHECKING:
    from pathlib import Path

WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from fetch.archive import Archive
from fetch.fetched import Attempt
from fetch.sources import Source

archive = Archive(Path(sys.argv[1]), segment_bytes=200_000)
source = Source(name="s", urls=("https://a.example/",))
for number in range(100_000):
    body = f"{sys.argv[2]} page {number} ".encode() * 3000
    attempt = Attempt(run_id="r", source=source, requested_url=f"https://a.example/{number}", outlet="A")
    print(number, archive.write(attempt.ended(status=200, body=body)), flush=True)
"""


def test_what_was_acknowledged_before_a_kill_is_there_after_it(tmp_path: Path) -> None:
    dice = random.Random(5)  # noqa: S311 - moments, not secrets
    places: dict[bytes, str] = {}
    for life in range(8):
        command = [sys.executable, "-c", WRITER, str(tmp_path), str(life)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            first = writer.stdout.readline()
            time.sleep(dice.random() * 0.2)
            writer.kill()
            said = first + writer.stdout.read()
        for line in said.splitlines(keepends=True):
            if line.endswith("\n"):
                number, place = line.split()
                places[f"{life} page {number} ".encode() * 3000] = place
    assert len(set(places.values())) == len(places) > 8
    archive = Archive(tmp_path)
    assert [place for body, place in places.items() if archive.read(place).body != body] == []
