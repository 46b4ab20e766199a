"""The demo newsroom's stories: read from their files and laid out as the pages and feeds that outlets publish."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import DictLoader, Environment, select_autoescape

if TYPE_CHECKING:
    from datetime import datetime
    from importlib.resources.abc import Traversable

MARKS = {"![": "caption", "##": "subhead"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One revision of a story; `body` holds each block's kind and words, `slow` the seconds that its page takes."""

    path: str
    revision: int
    headline: str
    standfirst: str
    byline: str
    published: datetime
    section: str
    body: tuple[tuple[str, str], ...]
    modified: datetime | None = None
    correction: str = ""
    related: tuple[str, ...] = ()
    slow: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """A made-up outlet: where it is served, how its pages look, and its stories' revisions, newest story first."""

    key: str
    name: str
    address: str
    layout: str
    feed: str
    place: str
    missing: str
    stories: tuple[tuple[Story, ...], ...]


def all_outlets() -> tuple[Outlet, ...]:
    """Return the demo newsroom's outlets with their stories."""
    folder = files("copydesk") / "newsroom"
    listed = tomllib.loads((folder / "outlets.toml").read_text("utf-8"))
    return tuple(
        Outlet(key=key, missing=about.pop("missing", ""), stories=_stories(folder / key), **about)
        for key, about in listed.items()
    )


def _stories(folder: Traversable) -> tuple[tuple[Story, ...], ...]:
    revisions: dict[str, list[Story]] = {}
    for file in sorted(folder.iterdir(), key=lambda file: (file.name.count("."), file.name)):
        slug, *number = file.name.removesuffix(".md").split(".")
        revisions.setdefault(slug, []).append(_story(slug, int(number[0]) if number else 1, file.read_text("utf-8")))
    told = [tuple(story) for story in revisions.values()]
    return tuple(sorted(told, key=lambda story: story[0].published, reverse=True))


def _story(slug: str, revision: int, source: str) -> Story:
    _, head, body = source.split("+++\n", 2)
    about = tomllib.loads(head)
    path = about.pop("path", f"/{about['published']:%Y/%m}/{slug}")
    blocks = tuple(_block(block.strip()) for block in body.strip().split("\n\n"))
    return Story(path=path, revision=revision, body=blocks, related=tuple(about.pop("related", ())), **about)


def _block(block: str) -> tuple[str, str]:
    kind = MARKS.get(block[:2], "paragraph")
    return kind, block if kind == "paragraph" else block[2:].strip().removesuffix("]")


@cache
def _layouts() -> Environment:
    folder = files("copydesk") / "newsroom" / "layouts"
    sources = {file.name: file.read_text("utf-8") for file in folder.iterdir()}
    return Environment(loader=DictLoader(sources), autoescape=select_autoescape(["html", "xml"]))


def story_page(outlet: Outlet, story: Story, base: str) -> str:
    """Return the story's page as its outlet lays it out, with the address of the host that serves it."""
    address, layout = f"{base}{story.path}", _layouts().get_template(f"{outlet.layout}.html")
    return layout.render(outlet=outlet, story=story, address=address, metadata=_metadata(outlet, story, address))


def _metadata(outlet: Outlet, story: Story, address: str) -> Any:  # noqa: ANN401 - markup that autoescape leaves alone
    from markupsafe import Markup  # noqa: PLC0415 - comes with Jinja

    described = {
        "@context": "https://schema.org",
        "@type": "OpinionNewsArticle" if story.section == "Opinion" else "NewsArticle",
        "headline": story.headline,
        "description": story.standfirst,
        "datePublished": story.published.isoformat(),
        "dateModified": (story.modified or story.published).isoformat(),
        "author": [{"@type": "Person", "name": story.byline}],
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet.name},
        "mainEntityOfPage": address,
        "articleSection": story.section,
    }
    return Markup(json.dumps(described, ensure_ascii=False).replace("<", "\\u003c"))  # noqa: S704 - JSON with < escaped


def feed_page(outlet: Outlet, base: str) -> tuple[str, str]:
    """Return the content type and the text of the outlet's feed; titles and dates are those of first publication."""
    entries = [(f"{base}{story[0].path}", story[0]) for story in outlet.stories]
    if outlet.feed.endswith(".json"):
        items = [
            {"id": address, "url": address, "title": story.headline, "date_published": story.published.isoformat()}
            for address, story in entries
        ]
        feed = {"version": "https://jsonfeed.org/version/1.1", "title": outlet.name, "items": items}
        return "application/feed+json", json.dumps(feed)
    kind = "application/atom+xml" if outlet.feed.startswith("atom") else "application/rss+xml"
    return kind, _layouts().get_template(outlet.feed).render(outlet=outlet, entries=entries, base=base)
