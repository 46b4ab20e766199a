"""What is released: a source archive, the wheel that it gives, and that wheel with nothing of ours beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.version import Version

from copydesk import __version__
from fetch.settings import USER_AGENT

HOUSE = Path(__file__).parents[1]
PACKAGES = ("warehouse", "webpage", "extract", "checks", "fetch", "flows", "review", "copydesk")
BUILD = "import sys; from setuptools import build_meta as b; print(getattr(b, sys.argv[1])(sys.argv[2]))"
NEEDED = Version("77")  # as pyproject.toml says


def built(what: str, source: Path, folder: Path) -> Path:
    command = [sys.executable, "-W", "ignore", "-c", BUILD, what, str(folder)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder / done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if Version(version("setuptools")) < NEEDED:
        pytest.skip(f"setuptools {version('setuptools')} is older than {NEEDED}: make install")
    folder = tmp_path_factory.mktemp("released")
    source = folder / "source"
    listed = subprocess.run(["git", "ls-files"], cwd=HOUSE, capture_output=True, text=True, check=True).stdout
    for name in listed.splitlines():
        if name.startswith(("tests/", "docs/", "bench/")) or not (HOUSE / name).is_file():
            continue
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes((HOUSE / name).read_bytes())
    return built("build_sdist", source, folder)


@pytest.fixture(scope="module")
def wheel(archive: Path) -> Path:
    with tarfile.open(archive) as packed:
        packed.extractall(archive.parent, filter="data")
    return built("build_wheel", archive.parent / f"copydesk-{__version__}", archive.parent)


def test_the_wheel_that_the_source_archive_gives_holds_every_file_of_the_packages(archive: Path, wheel: Path) -> None:
    source = archive.parent / "source"
    ours = {str(path.relative_to(source)) for name in PACKAGES for path in (source / name).rglob("*") if path.is_file()}
    assert (archive.name, wheel.name) == (f"copydesk-{__version__}.tar.gz", f"copydesk-{__version__}-py3-none-any.whl")
    assert len(ours) > 500
    assert sorted(ours - set(zipfile.ZipFile(wheel).namelist())) == []


@pytest.mark.prefect
@pytest.mark.timeout(900)
def test_the_wheel_alone_shows_the_demo(wheel: Path, tmp_path: Path) -> None:
    """The libraries are those that run the tests, so that nothing is downloaded; of ours only the wheel is there."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "venv")], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    (site,) = (tmp_path / "venv" / "lib").glob("python*/site-packages")
    (site / "borrowed.pth").write_text("\n".join(path for path in sys.path if path.endswith("site-packages")), "utf-8")
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", "--no-index"]
    subprocess.run([*pip, str(wheel)], check=True)
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "COPYDESK_"))}

    def copydesk(*words: str) -> subprocess.CompletedProcess[str]:
        command = [str(python.parent / "copydesk"), *words]
        return subprocess.run(command, cwd=tmp_path, env=clean, capture_output=True, text=True, check=False)

    where = [str(python), "-c", "import copydesk; print(copydesk.__file__)"]
    assert subprocess.run(where, cwd=tmp_path, env=clean, capture_output=True, text=True, check=True).stdout.startswith(
        str(site)
    )
    assert copydesk("--version").stdout == f"copydesk {__version__}\n"
    shown = copydesk("demo", "--no-keep", "--home", "home")
    assert shown.returncode == 0, shown.stderr[-2000:]
    assert shown.stderr.count("CompletedWithFailures") == 2
    exported = copydesk("export", "--to", "exported", "--home", "home")
    assert exported.returncode == 0, exported.stderr
    assert f'"version": "{__version__}"' in (tmp_path / "exported" / "datapackage.json").read_text("utf-8")


def test_pages_are_asked_for_in_the_name_of_this_version() -> None:
    assert USER_AGENT.startswith(f"copydesk/{'.'.join(__version__.split('.')[:2])} ")
