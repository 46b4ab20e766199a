"""What some scripts measure on lies beside the project, and where it does not there is nothing to measure."""

from __future__ import annotations

import sys
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared"


def need(*places: Path) -> None:
    """End the script, content, with one sentence where a file or folder is not there."""
    for place in places:
        if not place.exists():
            name = place.relative_to(SHARED.parent) if place.is_relative_to(SHARED) else place
            print(f"{name} does not lie beside the project: nothing was measured.")
            sys.exit(0)
