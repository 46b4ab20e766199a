"""What a command leaves in a home folder is its user's alone, whatever the user's umask; an export is for others."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PROSE = "The toll was raised from 2 to 3 crowns, Lind Osk said on Monday. Profits rose by 15 per cent.\n"


def copydesk(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "copydesk.cli", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=False, umask=0o002, env=dict(os.environ))
    assert done.returncode in {0, 3}, done.stderr
    return done


def modes(folder: Path) -> dict[str, int]:
    found = [folder, *folder.rglob("*")]
    return {str(path.relative_to(folder)): stat.S_IMODE(path.stat().st_mode) for path in found}


def test_a_home_and_all_in_it_are_the_users_alone(home: Path, tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "draft.txt").write_text(PROSE, "utf-8")
    home.mkdir()
    home.chmod(0o775)
    copydesk("run", str(tmp_path / "drafts"), "--home", str(home))
    copydesk("audit", "--home", str(home))
    left = modes(home)
    assert {"warehouse.duckdb", "published/warehouse-000001.duckdb"} <= set(left)
    assert {"reviews.sqlite", "reviews.key", "prefect/secret"} <= set(left)
    assert {name: oct(mode) for name, mode in left.items() if mode & 0o077} == {}
    copydesk("export", "--to", str(tmp_path / "out"), "--home", str(home))
    assert stat.S_IMODE((tmp_path / "out" / "datapackage.json").stat().st_mode) == 0o664
