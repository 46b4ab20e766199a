"""Have what the tests need of this machine: installed with apt where it is there, a browser else with Playwright.

With npm on the machine, a tester of structured data too, and dbt in an environment of its own.

python tests/needs.py [--all]   --all fails where something is still missing; without it the tests that want it skip
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTER = "structured-data-testing-tool@4.5.0"
DBT = ("dbt-core==1.11.16", "dbt-duckdb==1.11.1", "duckdb==1.5.5", "pytz")  # its thirty packages do not agree with ours
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser_path() -> str | None:
    """Return the path of a Chromium on this machine, or none where Playwright's own is to be used."""
    return os.environ.get("COPYDESK_BROWSER") or next((path for name in BROWSERS if (path := shutil.which(name))), None)


def playwrights_own() -> str | None:
    """Return the path of the browser that Playwright has installed for itself."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - takes a second

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def postgresql_folder() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    other = shutil.which("initdb")
    return found[-1].parent if found else Path(other).resolve().parent if other else None


def missing() -> list[str]:
    """Return the Debian packages of what is not there."""
    there = {
        "chromium": browser_path() or playwrights_own(),
        "postgresql": postgresql_folder(),
        "openssl": shutil.which("openssl"),
        "systemd": shutil.which("systemd-analyze"),
    }
    return [package for package, path in there.items() if not path]


def install(packages: list[str]) -> None:
    """Install Debian packages where apt may be used, and Playwright's browser where there is still none."""
    if packages and shutil.which("apt-get") and os.geteuid() == 0:
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], env=quiet, check=False)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        subprocess.run(command, env=quiet, check=False)
    if "chromium" in missing():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def install_tester() -> None:
    """Install npm's tester of structured data where npm is there and it is not."""
    folder = Path(sys.prefix) / "npm"
    if shutil.which("npm") and not (folder / "node_modules" / ".bin" / "sdtt").exists():
        quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        subprocess.run(["npm", "install", *quiet, "--prefix", str(folder), TESTER], check=False)


def install_dbt() -> None:
    """Install dbt for the project of docs/examples, in an environment of its own, where pip can have it."""
    folder = Path(sys.prefix) / "dbt"
    if not (folder / "bin" / "dbt").exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=False)
        quiet = ("--quiet", "--disable-pip-version-check", "--no-input")
        subprocess.run([str(folder / "bin" / "python"), "-m", "pip", "install", *quiet, *DBT], check=False)


def as_nobody(command: list[str]) -> None:
    """PostgreSQL refuses to run as root: then it runs as another user."""
    user = None if os.geteuid() else pwd.getpwnam("nobody").pw_uid
    subprocess.run(command, check=True, capture_output=True, user=user, cwd="/")


@contextmanager
def postgresql(programs: Path) -> Iterator[int]:
    """A PostgreSQL of its own, gone afterwards; its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with tempfile.TemporaryDirectory(prefix="copydesk-pg-") as folder:
        if not os.geteuid():
            os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
        data = f"{folder}/data"
        as_nobody([str(programs / "initdb"), "-D", data, "-U", "desk", "-A", "trust", "--no-sync"])
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        as_nobody([str(programs / "pg_ctl"), "-D", data, "-o", options, "-l", f"{folder}/log", "-w", "start"])
        try:
            yield port
        finally:
            as_nobody([str(programs / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop"])


def main() -> int:
    """Install what is missing, and say what could not be had."""
    install_tester()
    install_dbt()
    if lacking := missing():
        install(lacking)
        lacking = missing()
    if lacking:
        print(f"Not on this machine: {', '.join(lacking)}. The tests that want it will say so and skip.")  # noqa: T201
    return 1 if lacking and "--all" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())
