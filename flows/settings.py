"""One copydesk.toml in the home folder, and COPYDESK_… variables above it; unknown keys get a suggestion."""

from __future__ import annotations

import difflib
import re
import tomllib
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict
from pydantic_settings import SettingsError as UnparsedError

from fetch.settings import Settings as FetchLimits
from flows.apprise_addresses import addresses, by_name, one_or_more
from flows.setting_faults import fault_of
from warehouse.grades import SCALE, Grade
from warehouse.lake import FILE as FILE_WAREHOUSE
from warehouse.lake import lake_at

if TYPE_CHECKING:
    from collections.abc import Sequence

FILE = "copydesk.toml"
PREFIX = "COPYDESK_"


class SettingsError(ValueError):
    """The settings cannot be used; the message names file, key and mend."""


class FetchSettings(BaseModel):
    """How pages are fetched; the names and units are those of fetch/settings.py, which has the full list."""

    model_config = ConfigDict(extra="allow", frozen=True)


class VerdictSettings(BaseModel):
    """One verdict that people may give on a claim; without a rating it stands on no scale."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(min_length=1, max_length=60, pattern=r"\w")
    rating: int | None = Field(default=None, ge=0, le=100)

    def __str__(self) -> str:
        return self.name if self.rating is None else f"{self.name} ({self.rating})"


class Organisation(BaseModel):
    """Who publishes verdicts: the author of every ClaimReview."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(default="", max_length=200)
    url: str = Field(default="", pattern=r"^(https?://\S+)?$", max_length=2000)


class Settings(BaseSettings):
    """What an operator can set."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        nested_model_default_partial_update=True,
    )

    home: Path = Field(
        default=Path("copydesk-data"), description="Folder of the warehouse, archive, decisions and settings."
    )
    sources: Path | None = Field(
        default=None, description="The sources file; default: sources.toml in the home folder."
    )
    checks: Annotated[tuple[Path, ...], NoDecode] = Field(
        default=(), description="Folders of your own checks, besides `checks` in the home folder."
    )
    batch: int = Field(default=200, ge=1, le=5000, description="Pages that one task fetches, reads and loads.")
    workers: int = Field(default=0, ge=0, le=256, description="Processes that read pages; 0 means one for each core.")
    page_seconds: float = Field(default=20, gt=0, description="How long reading one page may take, in seconds.")
    reviews_url: str = Field(
        default="", description="Where decisions are kept, as an SQLAlchemy URL; default: the home's own SQLite file."
    )
    desk_url: str = Field(
        default="http://127.0.0.1:8377", description="Where people open the desk; summaries and alerts link to it."
    )
    desk_hosts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Further host names that the desk answers to, behind a proxy; a variable parts them by commas.",
    )
    desk_proxies: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Addresses or networks of proxies before the desk, whose X-Forwarded-For is believed.",
    )
    secure_cookies: bool = Field(
        default=False, description="Whether people reach the desk by https only: its cookies are then kept to that."
    )
    second_look_share: float = Field(
        default=0,
        ge=0,
        le=1,
        description="Share of dismissals that a second person decides on without seeing the first.",
    )
    alerts: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="Apprise URLs, one or a list, that are told when a run fails or goes stale."
    )
    digests: dict[str, Annotated[tuple[str, ...], NoDecode]] = Field(
        default={}, description="By name, the Apprise URLs to which a person's daily digest is sent."
    )
    stale_hours: float = Field(default=6, gt=0, description="Data older than this, in hours, is an alert.")
    keep_days: int = Field(
        default=0, ge=0, description="Archived pages older than this, in days, are removed; 0 keeps all."
    )
    keep_articles_days: int = Field(
        default=0,
        ge=0,
        description="Articles whose page nobody saw for so many days are removed, with all their rows; 0 keeps all.",
    )
    keep_notes_days: int = Field(
        default=0, ge=0, description="Notes (flags of severity info) that old and not decided are removed; 0 keeps all."
    )
    keep_fetches_days: int = Field(
        default=0, ge=0, description="Fetch rows that old are removed, but for each address's last; 0 keeps all."
    )
    segment_megabytes: float = Field(
        default=256,
        gt=0,
        description="Size at which an archive segment is full, in megabytes: `keep_days` removes whole segments.",
    )
    warehouse: str = Field(
        default=FILE_WAREHOUSE,
        description="Where the warehouse stands: the home's own file, ducklake:sqlite:FILE or ducklake:postgres:…",
    )
    data: str = Field(
        default="", validate_default=True, description="Where a lake's data lies: a folder, or s3://BUCKET/FOLDER."
    )
    dask: str = Field(
        default="", description="Address of a Dask scheduler (tcp://HOST:8786) whose workers read the pages."
    )
    signs_off: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(),
        description="Signs that ask nothing and whose points count nowhere (docs/attribution.md); parted by commas.",
    )
    verdicts: tuple[VerdictSettings, ...] = Field(
        default=tuple(VerdictSettings(name=one.name, rating=one.rating) for one in SCALE),
        description="The verdicts on claims, in this order, each with its number for ClaimReview (docs/desk.md).",
    )
    organisation: Organisation = Field(
        default=Organisation(), description="Who publishes verdicts: name and url, the author of every ClaimReview."
    )
    fetch: FetchSettings = Field(
        default=FetchSettings(), description="How pages are fetched: pace_seconds, max_bytes, user_agent …"
    )

    _one_or_more = field_validator("alerts", "checks", mode="before")(one_or_more)
    _by_name = field_validator("digests", mode="before")(by_name)
    _addresses_of_apprise = field_validator("alerts", "digests")(addresses)

    @field_validator("desk_hosts", "desk_proxies", "signs_off", mode="before")
    @classmethod
    def _parted(cls, value: object) -> object:
        return tuple(name.strip() for name in value.split(",") if name.strip()) if isinstance(value, str) else value

    @field_validator("desk_hosts")
    @classmethod
    def _lower(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(name.lower() for name in value)  # as the desk compares them

    @field_validator("desk_proxies")
    @classmethod
    def _addresses(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(str(ip_network(name)) if "/" in name else str(ip_address(name)) for name in value)

    @field_validator("data")
    @classmethod
    def _stands(cls, value: str, info: ValidationInfo) -> str:
        """See that `warehouse`, with this `data` beside it, is an address."""
        if "warehouse" in info.data:
            lake_at(info.data["warehouse"], value, Path())
        return value

    @field_validator("dask")
    @classmethod
    def _scheduler(cls, value: str) -> str:
        if value and not re.match(r"(tcp|tls)://[^/]+:\d+$", value):
            raise ValueError("must be the address of a Dask scheduler, such as tcp://127.0.0.1:8786")
        return value

    @field_validator("verdicts")
    @classmethod
    def _told_apart(cls, value: tuple[VerdictSettings, ...]) -> tuple[VerdictSettings, ...]:
        keys = [Grade(one.name).key for one in value]
        if twice := next((one.name for one, key in zip(value, keys, strict=True) if keys.count(key) > 1), ""):
            raise ValueError(f"the verdict {twice!r} is there twice; give each its own name")
        return value

    @field_validator("signs_off")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if value:
            from extract.claim.weighing import sign_names  # noqa: PLC0415 - lexicons, which few settings ask for

            for name in value:
                if name not in sign_names():
                    raise ValueError(f"there is no sign {name!r}; {_meant(name, sorted(sign_names()))}")
        return tuple(sorted(set(value)))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Let a variable stand above the file, which comes in as the initial values."""
        del settings_cls, dotenv_settings, file_secret_settings
        return env_settings, init_settings

    def check_folders(self) -> tuple[Path, ...]:
        """Return the folders of the user's own checks; `checks` in the home folder counts where it is there."""
        own = self.home / "checks"
        named = tuple(folder if folder.is_absolute() else self.home / folder for folder in self.checks)
        return (*((own,) if own.is_dir() and own not in named else ()), *named)

    def fetch_options(self) -> dict[str, Any]:
        """Return what was set about fetching, for fetch/settings.py to judge."""
        return dict(self.fetch.model_extra or {})

    def sources_file(self) -> Path:
        """Return the sources file, whether or not it is there."""
        return self.sources or self.home / "sources.toml"


def read_settings(home: Path) -> Settings:
    """Return the settings of a home folder; raises SettingsError with the file, the key and a suggestion."""
    written = written_settings(home / FILE)
    _refuse_strangers(written, home / FILE)
    where = f"{home / FILE} (or {PREFIX}…)"
    try:
        settings = Settings(**{**written, "home": home}).model_copy(update={"home": home})
    except ValidationError as error:
        raise SettingsError(f"{where}: {_faults(error)}") from None
    except UnparsedError as error:  # a variable that should hold a table
        raise SettingsError(f"{where}: {error}. Write it as JSON, or one variable for each key.") from None
    known = list(FetchLimits.model_fields)
    for key in settings.fetch_options():
        if key not in known:
            raise SettingsError(f"{where}: there is no setting 'fetch.{key}'; {_meant(key, known)}")
    try:
        FetchLimits.model_validate(settings.fetch_options())
    except ValidationError as error:
        raise SettingsError(f"{where}: {_faults(error, 'fetch.')}") from None
    return settings


def _faults(error: ValidationError, table: str = "") -> str:
    return "; ".join(f"{table}{'.'.join(map(str, fault['loc']))} {fault_of(fault)}" for fault in error.errors())


def written_settings(path: Path) -> dict[str, Any]:
    """Return what a settings file says; nothing where there is none."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not TOML: {error}") from None


def _refuse_strangers(written: dict[str, Any], path: Path) -> None:
    known = [name for name in Settings.model_fields if name != "home"]
    for key in written:
        if key not in known:
            raise SettingsError(f"{path}: there is no setting {key!r}; {_meant(key, known)}")


def _meant(name: str, known: Sequence[str]) -> str:
    """Return the known name that is closest to one that is not known, else all of them."""
    close = difflib.get_close_matches(name, known, n=1)
    return f"did you mean {close[0]}?" if close else f"known are {', '.join(known)}."
