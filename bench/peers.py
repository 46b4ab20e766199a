"""Print how Copydesk reads the test suites of its peers, beside those peers in the same run, and fail below a bar.

python bench/peers.py [FOLDER] [--suite NAME ...] [--half even|odd]

FOLDER holds the peers' repositories by name, as they are published: `trafilatura/`, `htmldate/`, `readability/`,
`newspaper4k/`, `feedparser/`, `feedvalidator/`, `robotstxt/`, `html5lib/` (that is html5lib-tests). Without it there
is nothing to measure; of a suite that is not there a line says so. Nothing of theirs lies in this project. `--half`
measures every second page of a suite, so that rules can be made on one half and judged on the other.

Each module of SUITES names its suites, and gives the lines of one.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from peer_row import Row

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
SUITES = ("peer_pages", "peer_dates", "peer_charsets", "peer_feeds", "peer_robots")


class Suites(Protocol):
    """What a module gives: a suite's name -> its folder under FOLDER, and the lines of it."""

    FOLDERS: Mapping[str, str]

    def rows(self, suite: str, folder: Path, half: str) -> Iterable[Row]:
        """Return the lines of a suite whose files lie in the folder."""


def main() -> int:
    """Print every line; 1 when a bar is missed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--suite", action="append")
    parser.add_argument("--half", choices=("even", "odd", ""), default="")
    options = parser.parse_args()
    if options.folder is None or not options.folder.is_dir():
        print("no folder of peers' suites was given: nothing was measured.")
        return 0
    missed = 0
    for name in SUITES:
        module = cast("Suites", importlib.import_module(name))
        for suite, inside in module.FOLDERS.items():
            if options.suite and suite not in options.suite:
                continue
            if not (options.folder / inside).exists():
                print(f"{suite:14s} {options.folder / inside} is not there: nothing was measured.")
                continue
            for row in module.rows(suite, options.folder / inside, options.half):
                print(row, flush=True)
                missed += row.missed
    print(f"{missed} bars missed" if missed else "every bar kept")
    return int(missed > 0)


if __name__ == "__main__":
    sys.exit(main())
