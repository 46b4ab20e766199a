"""How the fetch stage behaves: limits in bytes and seconds, politeness, and which networks may be reached."""

from ipaddress import IPv4Network, IPv6Network
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, Field

USER_AGENT = "copydesk/0.2 (fact-checking; checks articles for unsourced figures)"
MEGABYTE = 1_000_000


class Settings(BaseModel):
    """Limits of one Fetcher; all times are seconds, all sizes bytes.

    Public addresses are always allowed; `allowed_networks` adds private or loopback ones (the demo, tests, an archive
    in the house). `total_deadline` limits one request with its body, however patiently each byte arrives.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    user_agent: str = USER_AGENT
    allowed_networks: tuple[IPv4Network | IPv6Network, ...] = ()
    ca_file: Path | None = None  # certificates (PEM) of an authority of the house, trusted besides the public ones
    allowed_ports: frozenset[int] = frozenset({80, 443, 8080, 8443})
    pace_seconds: float = Field(default=1.0, ge=0)
    scheduled_pace_seconds: float = Field(default=5.0, ge=0)  # nobody waits for a run by the clock
    crawl_delay_cap: float = Field(default=30.0, ge=0)
    slow_cap: float = Field(default=60.0, ge=0)
    longest_wait: float = Field(default=30.0, ge=0)  # a Retry-After beyond it becomes next_attempt_at, never a sleep
    rest_after_connect_failure: float = Field(default=600.0, ge=0)
    connect_timeout: float = Field(default=5.0, gt=0)
    read_timeout: float = Field(default=8.0, gt=0)
    total_deadline: float = Field(default=15.0, gt=0)
    attempts: int = Field(default=3, ge=1)
    backoff_seconds: float = Field(default=0.5, ge=0)
    max_bytes: int = Field(default=10 * MEGABYTE, gt=0)
    max_redirects: int = Field(default=10, ge=0)
    max_connections: int = Field(default=8, ge=1, le=10)  # httpx gets slower with more: 849 requests/s at 8, 248 at 32
    robots_max_age: float = Field(default=86_400.0, ge=0)
    robots_retry: float = Field(default=3_600.0, ge=0)  # how long a robots.txt that could not be read keeps us out
    robots_folder: Path | None = None  # keeps robots.txt between runs
    listings_folder: Path | None = None  # keeps what feeds and sitemaps listed between runs
    max_entries: int = Field(default=10_000, ge=1)
    max_sitemaps: int = Field(default=200, ge=1)
    max_sitemap_depth: int = Field(default=4, ge=1)

    def by_the_clock(self) -> Self:
        """Return the settings of a scheduled run: its own pace, else the one set for every run, else the default."""
        own = {"scheduled_pace_seconds", "pace_seconds"} & self.model_fields_set
        kept = self.pace_seconds if own == {"pace_seconds"} else self.scheduled_pace_seconds
        return self.model_copy(update={"pace_seconds": kept})
