"""What a hostile answer costs, measured in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from offline_web import Web

PROGRAM = """
import asyncio, json, re, sys
from pathlib import Path
from fetch.client import Fetcher, Kind, Settings
from fetch.discover import entries
from fetch.sources import Source

def megabytes(field):
    return int(re.search(field + r":\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024

async def main(port, path):
    url = f"http://127.40.0.1:{port}"
    source = Source(name="s", urls=(url,))
    settings = Settings(allowed_networks=("127.40.0.0/16",), pace_seconds=0, total_deadline=60, read_timeout=60)
    async with Fetcher(settings, run_id="r") as fetcher:
        await fetcher.get(url + "/warm", source=source)
        await fetcher.get(url + "/warm-listing", source=source, kind=Kind.LISTING)
        Path("/proc/self/clear_refs").write_text("5")  # the high-water mark starts anew
        idle = megabytes("VmRSS")
        found = await fetcher.get(url + path, source=source)
        print(json.dumps({"reason": found.reason, "grew": megabytes("VmHWM") - idle}))

asyncio.run(main(int(sys.argv[1]), sys.argv[2]))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("path", ["/gzip_bomb", "/gzip_double", "/huge_plain", "/huge_declared", "/br_unasked"])
def test_a_bomb_costs_at_most_20_megabytes(web: Web, path: str) -> None:
    command = [sys.executable, "-c", PROGRAM, str(web.port), path]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=90)
    measured = json.loads(done.stdout)
    assert measured["reason"].partition(":")[0] in {"too_large", "encoding"}
    assert measured["grew"] <= 20
