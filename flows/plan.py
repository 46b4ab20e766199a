"""What a run is told to do, as one pydantic model, so that Prefect's page shows a form for it."""

from __future__ import annotations

from datetime import date  # noqa: TC003 - pydantic reads the annotation
from pathlib import Path  # noqa: TC003 - pydantic reads the annotation
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class NewsPlan(BaseModel):
    """The parameters of every flow; paths are on the machine where the flow runs."""

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
    batch: int = Field(default=200, ge=1, le=5000, description="Pages that one task fetches, reads and loads.")
    workers: int = Field(default=0, ge=0, le=256, description="Processes that read pages; 0 means one for each core.")
    page_seconds: float = Field(default=20, gt=0, description="How long reading one page may take, in seconds.")
    reviews_url: str = Field(default="", description="Where decisions are kept, as an SQLAlchemy URL.")
    desk_url: str = Field(default="http://127.0.0.1:8377", description="Where people open the desk.")
    alerts: tuple[str, ...] = Field(default=(), description="Apprise URLs that are told when a run fails.")
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
    run_id: str = Field(default="", description="Id of the run; left empty, it is made.")

    @property
    def archive(self) -> Path:
        """Return the folder of the WARC segments."""
        return self.home / "archive"
