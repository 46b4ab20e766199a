"""Print how much of the project's own passages is read right, by kind, against the floors beside them.

python bench/passages.py [--json] [--misses [KIND]]   --misses prints what is wrong, of all kinds or of those so named
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "tests" / "passages"
sys.path[:0] = [str(HERE.parent), str(FOLDER)]

from scoring import measured  # noqa: E402 - after the path is set


def main() -> int:
    """Print the share of each kind with its floor; 1 when one is below."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--misses", nargs="?", const="", metavar="KIND")
    options = parser.parse_args()
    floors: dict[str, float] = tomllib.loads((FOLDER / "floors.toml").read_text("utf-8"))
    tallies = measured()
    if options.json:
        print(json.dumps({kind: {"share": one.share, "of": one.of} for kind, one in tallies.items()}, indent=1))
    for kind, one in () if options.json else sorted(tallies.items()):
        print(f"{kind:30s} {one.right:4d} of {one.of:4d} = {one.share:5.1f} %   ≥ {floors.get(kind, 0)}")
        for miss in one.misses if options.misses is not None and options.misses in kind else ():
            print(f"    {miss}")
    return 1 if any(one.share < floors.get(kind, 0) for kind, one in tallies.items()) else 0


if __name__ == "__main__":
    sys.exit(main())
