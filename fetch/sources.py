"""What to read: outlets with their feeds, sitemaps, pages and folders, from sources.toml or the command line."""

import difflib
import re
import tomllib
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from fetch.addresses import without_password
from fetch.opml import read_opml
from fetch.reasons import Fault

Address = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^https?://[^\s/]+\S*$", max_length=2000),
    AfterValidator(without_password),
]
Host = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, pattern=r"^[\w.-]+$", max_length=253)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
DOCUMENTS = (".html", ".htm", ".txt", ".md", ".docx", ".pdf", ".eml")
UNREAD = (".msg", ".doc", ".rtf", ".odt", ".warc.zst")  # documents that are said to be there, and what to do with them
WARCS = (".warc", ".warc.gz", ".arc", ".arc.gz", ".wacz")
FEED_WORDS = re.compile(
    r"(?:^|[/._-])(?:rss|atom|feeds?)(?:[/._-]|$)|\.(?:rss|atom|xml|rdf)$|feed\.json$", re.IGNORECASE
)
WEB = re.compile(r"https?://", re.IGNORECASE)
CHECKS_PREFIX = "claimreview:"  # before a place on the command line that lists published fact-checks
SITEMAP_WORDS = re.compile(r"sitemap[^/]*\.xml(?:\.gz)?$", re.IGNORECASE)


class SourceError(ValueError):
    """A sources file that cannot be used: says where, what, and what to write."""


class Source(BaseModel):
    """One outlet, or one list of things to read; paths are resolved against the file that names them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Name
    outlet: str = ""
    hosts: tuple[Host, ...] = ()  # whose pages are this outlet's, besides those of the addresses below
    feeds: tuple[Address, ...] = ()
    sitemaps: tuple[Address, ...] = ()
    urls: tuple[Address, ...] = ()
    files: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    opml: tuple[Path, ...] = ()
    claimreview: tuple[
        Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)], ...
    ] = ()
    pace_seconds: float | None = Field(default=None, ge=0, le=3600)
    language: str = Field(default="", pattern=r"^(?:[a-z]{2,3}(?:-[A-Za-z0-9]+)*)?$")  # empty: what the page says
    max_entries: int = Field(default=1000, ge=1, le=100_000)
    max_age_days: float | None = Field(default=None, gt=0)  # older entries of feeds and sitemaps are left out

    @model_validator(mode="after")
    def names_something(self) -> Self:
        """Refuse a source that names nothing to read."""
        if not self.names_pages() and not self.claimreview:
            raise ValueError("names nothing to read: add feeds, sitemaps, urls, files, folders, opml or claimreview")
        return self

    def names_pages(self) -> bool:
        """Whether it names news to read, and not only what others have checked."""
        return any((self.feeds, self.sitemaps, self.urls, self.files, self.folders, self.opml))

    def at(self, folder: Path) -> Self:
        """Return the source with its paths resolved against a folder, and its OPML lists' feeds added."""
        files, folders = (tuple(folder / path.expanduser() for path in paths) for paths in (self.files, self.folders))
        listed = tuple(without_password(url) for path in self.opml for url in feeds_of(folder / path.expanduser()))
        feeds = tuple(dict.fromkeys((*self.feeds, *listed)))
        checked = tuple(
            without_password(place) if WEB.match(place) else str(folder / Path(place).expanduser())
            for place in self.claimreview
        )
        return self.model_copy(update={"files": files, "folders": folders, "feeds": feeds, "claimreview": checked})


def feeds_of(path: Path) -> tuple[str, ...]:
    """Return the feeds of an OPML file; raise SourceError where it cannot be read."""
    try:
        return read_opml(path.read_bytes())
    except OSError as error:
        raise SourceError(f"{path}: cannot be read ({error.strerror}). Check the path under `opml`.") from None
    except Fault as fault:
        raise SourceError(f"{path}: is no OPML list ({fault}). Export the subscriptions again as OPML.") from None


def load_sources(path: Path) -> tuple[Source, ...]:
    """Return the sources of a sources.toml; raise SourceError with the line and the remedy."""
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read ({error}). Give the path of a UTF-8 text file.") from None
    return read_sources(text, path)


def read_sources(text: str, path: Path) -> tuple[Source, ...]:
    """Return the sources of a text; `path` is named in errors and is where relative paths start."""
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        raise SourceError(f"{path}: {error}. The file must be TOML; docs/sources.md shows one.") from None
    if strange := sorted(set(document) - {"source"}):
        line = line_of(text, strange[0])
        raise SourceError(f"{path}:{line}: `{strange[0]}` is not known here. Write each source under [[source]].")
    tables = document.get("source")
    if not isinstance(tables, list) or not tables or not all(isinstance(table, dict) for table in tables):
        raise SourceError(f"{path}:1: names no source. Begin each one with a line [[source]].")
    sources = [read_source(table, text, path, number) for number, table in enumerate(tables)]
    names = [source.name for source in sources]
    for number, name in enumerate(names):
        if name in names[:number]:
            line = line_in_table(text, number, "name")
            raise SourceError(f"{path}:{line}: the name {name!r} is used twice. Give each source its own name.")
    return tuple(sources)


def read_source(table: dict[str, object], text: str, path: Path, number: int) -> Source:
    """Return one source; raise SourceError with the line and the remedy."""
    try:
        return Source.model_validate(table).at(path.parent)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0]) if first["loc"] else ""
        line = line_in_table(text, number, key)
        raise SourceError(f"{path}:{line}: {remedy(key, first['type'], first['msg'])}") from None


def remedy(key: str, kind: str, message: str) -> str:
    """Return what is wrong with a key and what to write."""
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(key, list(Source.model_fields), 1)
        return f"`{key}` is not known. " + (f"Did you mean `{near[0]}`?" if near else "docs/sources.md lists the keys.")
    if kind == "missing":
        return f'`{key}` is missing. Add a line {key} = "...".'
    if kind == "string_pattern_mismatch" and key in {"feeds", "sitemaps", "urls"}:
        return f"`{key}` holds something that is no web address. Write it whole, with https:// in front."
    said = message.removeprefix("Value error, ")
    return f"`{key}`: {said}. Correct it; docs/sources.md shows each key." if key else f"this source {said}."


def line_in_table(text: str, number: int, key: str) -> int:
    """Return the line of a key in the n-th [[source]] table, or of its head."""
    lines = text.splitlines()
    heads = [at for at, line in enumerate(lines) if re.match(r"\s*\[\[\s*source\s*\]\]", line)]
    if number >= len(heads):
        return 1
    end = heads[number + 1] if number + 1 < len(heads) else len(lines)
    for at in range(heads[number], end):
        if key and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", lines[at]):
            return at + 1
    return heads[number] + 1


def line_of(text: str, key: str) -> int:
    """Return the first line that names a top-level key or table."""
    for at, line in enumerate(text.splitlines(), start=1):
        if re.match(rf"""\s*\[*\s*["']?{re.escape(key)}\b""", line):
            return at
    return 1


def sources_for(args: list[str]) -> tuple[Source, ...]:
    """Return a source for each URL, FILE, FOLDER or FEED named; raise SourceError where one is none."""
    return tuple(source_for(arg) for arg in dict.fromkeys(args))


def source_for(arg: str) -> Source:
    """Return the source that one argument is."""
    if arg.startswith(CHECKS_PREFIX):
        place = arg.removeprefix(CHECKS_PREFIX)
        return Source(name=arg[:100], claimreview=(place if WEB.match(place) else str(file_named(place)),)).at(Path())
    if WEB.match(arg):
        return web_source(arg)
    if "://" in arg:
        raise SourceError(f"{arg}: only http and https addresses are fetched. Name a local file by its path.")
    path = file_named(arg)
    if path.is_dir():
        return Source(name=arg[:100], folders=(path,))
    if path.suffix.lower() == ".opml":
        return Source(name=arg[:100], opml=(path,)).at(Path())
    if not path.name.lower().endswith((*DOCUMENTS, *WARCS)):
        raise SourceError(f"{arg}: files of this kind are not read. Known kinds: {' '.join((*DOCUMENTS, *WARCS))}.")
    return Source(name=arg[:100], files=(path,))


def file_named(arg: str) -> Path:
    """Return the file or folder that an argument names; raise SourceError where there is none."""
    try:
        path = Path(arg).expanduser()
        if arg.strip() and path.exists():
            return path
    except (OSError, RuntimeError, ValueError):  # a name too long, an unknown user's home, a NUL
        pass
    raise SourceError(f"{arg}: there is no such file. Check the path; write a web address with https:// in front.")


def web_source(url: str) -> Source:
    """Return the source of a web address: a feed or sitemap by the look of its path, else one page."""
    path = urlsplit(url).path
    key = "sitemaps" if SITEMAP_WORDS.search(path) else "feeds" if FEED_WORDS.search(path) else "urls"
    try:
        return Source.model_validate({"name": without_password(url)[:100], key: (url,)})
    except (ValidationError, ValueError):
        raise SourceError(f"{url}: is no web address. Write it whole: https://example.org/story.") from None
