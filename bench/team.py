"""A newsroom's way from a laptop to a team, on one machine: moved, at work, a worker and the store killed.

python bench/team.py [--articles 60] [--seconds 60]     with 1000 and 300: about an hour on two cores
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "lake")]


def main() -> int:
    """Play it, print what came of it, and fail where anything was lost, doubled or refused."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--articles", type=int, default=60)
    reader.add_argument("--seconds", type=float, default=60)
    wanted = reader.parse_args()
    machines, needs = importlib.import_module("machines"), importlib.import_module("needs")
    programs, program = needs.postgresql_folder(), machines.weed()
    if programs is None or program is None:
        print("PostgreSQL or the S3 store is not on this machine: nothing was played.")
        return 0
    play = importlib.import_module("team").play
    with tempfile.TemporaryDirectory(prefix="copydesk-team-") as name, needs.postgresql(programs) as port:
        folder = Path(name)
        (folder / "s3").mkdir()
        store = machines.Store(program, folder / "s3")
        store.start()
        os.environ.update(store.environment)
        try:
            found = play(folder, port, store, articles=wanted.articles, seconds=wanted.seconds)
        finally:
            store.kill()
    for what, value in asdict(found).items():
        print(f"{what:24} {value}")
    whole = found.same_after_moving and found.same_as_alone and not found.faults and not found.doubled
    ended = all(said.rstrip().endswith("Completed") for said in (*found.runs, found.worker_killed, found.store_back))
    return 0 if whole and ended and "did not answer" in found.store_killed + found.store_note else 1


if __name__ == "__main__":
    sys.exit(main())
