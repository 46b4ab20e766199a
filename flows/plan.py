"""What a run is told to do: from the settings of the home, and what the caller asks for beside them."""

from __future__ import annotations

import os
from datetime import date  # noqa: TC003 - pydantic reads the annotation
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field

from flows.settings import Settings, SettingsError, read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

WAIT_MINUTES = 20.0  # a run by the clock waits for the one before it


class NewsPlan(BaseModel):
    """All that a run goes by; it never leaves the process that made it, so that no server can say what it holds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    home: Path = Field(description="Folder of the warehouse, the archive and the published copies.")
    places: tuple[str, ...] = Field(
        default=(), description="URLs, feeds, files or folders to read, besides the sources file."
    )
    sources: Path | None = Field(default=None, description="The sources file (TOML).")
    check_folders: tuple[Path, ...] = Field(default=(), description="Folders of your own checks.")
    fetch: dict[str, Any] = Field(
        default_factory=dict, description="Fetch settings: pace_seconds, max_bytes, user_agent …"
    )
    signs_off: tuple[str, ...] = Field(default=(), description="Signs that this newsroom has turned off.")
    batch: int = Field(default=200, ge=1, le=5000, description="Pages that one task fetches, reads and loads.")
    workers: int = Field(default=0, ge=0, le=256, description="Processes that read pages; 0 means one for each core.")
    page_seconds: float = Field(default=20, gt=0, description="How long reading one page may take, in seconds.")
    dask: str = Field(default="", description="Address of a Dask scheduler whose workers read pages.")
    reviews_url: str = Field(default="", description="Where decisions are kept, as an SQLAlchemy URL.")
    desk_url: str = Field(default="http://127.0.0.1:8377", description="Where people open the desk.")
    alerts: tuple[str, ...] = Field(default=(), description="Apprise URLs that are told when a run fails.")
    digests: bool = Field(default=False, description="Whether the settings name people to whom digests are sent.")
    scheduled: bool = Field(
        default=False,
        description="Started by the clock: at a slower pace, and pages already read only when their age asks for it.",
    )
    only: str = Field(default="", description="Only the source of this name; empty is all.")
    since: date | None = Field(
        default=None, description="Read only what is dated on or after this day, and not yet read."
    )
    until: date | None = Field(
        default=None, description="Read only what is dated on or before this day, and not yet read."
    )
    wait_minutes: float = Field(default=0, ge=0, description="How long to wait for another run to end.")
    stale_hours: float = Field(default=6, gt=0, description="Data older than this, in hours, is an alarm.")
    keep_days: int = Field(
        default=0, ge=0, description="Archive segments older than this, in days, are removed; 0 keeps all."
    )
    keep_articles_days: int = Field(default=0, ge=0, description="Articles not seen for so many days are removed.")
    keep_notes_days: int = Field(default=0, ge=0, description="Undecided notes so many days old are removed.")
    keep_fetches_days: int = Field(default=0, ge=0, description="Fetch rows so many days old are removed.")
    segment_megabytes: float = Field(default=256, gt=0, description="Size at which an archive segment is full.")
    run_id: str = Field(default="", description="Id of the run; left empty, it is made.")

    @property
    def archive(self) -> Path:
        """Return the folder of the WARC segments."""
        return self.home / "archive"


def plan_of(settings: Settings, places: Sequence[str] = (), sources: Path | None = None) -> NewsPlan:
    """Return the plan that the settings make; `sources` stands for the file that they name."""
    listed = sources or settings.sources
    if listed is None and not places and settings.sources_file().is_file():
        listed = settings.sources_file()
    return NewsPlan(
        home=settings.home.resolve(),
        places=tuple(places),
        sources=listed.resolve() if listed else None,
        check_folders=tuple(folder.resolve() for folder in settings.check_folders()),
        fetch=settings.fetch_options(),
        signs_off=settings.signs_off,
        batch=settings.batch,
        workers=settings.workers,
        page_seconds=settings.page_seconds,
        dask=settings.dask,
        reviews_url=settings.reviews_url,
        desk_url=settings.desk_url,
        alerts=settings.alerts,
        digests=bool(settings.digests),
        stale_hours=settings.stale_hours,
        keep_days=settings.keep_days,
        keep_articles_days=settings.keep_articles_days,
        keep_notes_days=settings.keep_notes_days,
        keep_fetches_days=settings.keep_fetches_days,
        segment_megabytes=settings.segment_megabytes,
    )


def clock_home() -> Path:
    """Return the home of the runs by the clock; raises SettingsError where the environment does not name it."""
    if not (named := os.environ.get("COPYDESK_HOME", "")):
        raise SettingsError("COPYDESK_HOME does not name the home folder in the environment of Prefect's worker.")
    return Path(named).resolve()


def clock_plan(*, only: str = "", since: date | None = None, until: date | None = None) -> NewsPlan:
    """Return the plan of a run by the clock, from the settings as they are now; raises SettingsError."""
    wish = {"only": only, "since": since, "until": until, "scheduled": True, "wait_minutes": WAIT_MINUTES}
    return plan_of(read_settings(clock_home())).model_copy(update=wish)
