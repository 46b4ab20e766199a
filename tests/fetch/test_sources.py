from __future__ import annotations

from pathlib import Path

import pytest

from fetch.sources import Source, SourceError, load_sources, read_sources, sources_for

GOOD = """
# our own beat
[[source]]
name = "harbour-herald"
outlet = "Harbour Herald"
feeds = ["https://harbour.example/feed.xml"]
pace_seconds = 5

[[source]]
name = "drafts"
folders = ["drafts"]
language = "en-GB"
"""


def test_sources_are_read_and_paths_start_at_the_file(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    path.write_text(GOOD, "utf-8")
    herald, drafts = load_sources(path)
    assert (herald.outlet, herald.pace_seconds) == ("Harbour Herald", 5)
    assert drafts.folders == (tmp_path / "drafts",)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[[source]]\nname = 'a'\nfeed = ['https://a.example/f']", 3, "Did you mean `feeds`?"),
        ("[[source]]\nname = 'a'\nurls = ['a.example']", 3, "https:// in front"),
        (
            "[[source]]\nname='a'\nurls=['https://a.example/']\n[[source]]\nurls=['https://b.example/']",
            4,
            "`name` is missing",
        ),
        ("[[source]]\nname = 'a'", 1, "names nothing to read"),
        ("[[source]]\nname = 'a'\nurls = ['https://a.example/']\npace_seconds = -1", 4, "pace_seconds"),
        ("[[source]]\nname = 'a'\nurls = ['https://a.example/']\nlanguage = 'English'", 4, "language"),
        ("[[source]]\nname = 'a'\nurls = ['https://a.example/']\n\n[feeds]\nx = 1", 5, "under [[source]]"),
        (
            "[[source]]\nname = 'a'\nurls = ['https://a.example/']\n[[source]]\nname = 'a'\nurls = ['https://b.example/']",
            5,
            "used twice",
        ),
        ("", 1, "names no source"),
        ("source = 3", 1, "names no source"),
    ],
)
def test_an_error_says_the_line_and_the_remedy(text: str, line: int, said: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_sources(text, Path("sources.toml"))
    assert str(caught.value).startswith(f"sources.toml:{line}: ")
    assert said in str(caught.value)


def test_what_is_no_toml_is_said_with_its_line() -> None:
    with pytest.raises(SourceError, match=r"line 2.*docs/sources.md"):
        read_sources("[[source]]\nname = = 3", Path("sources.toml"))


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"cannot be read"):
        load_sources(tmp_path / "none.toml")


def test_opml_feeds_are_added_once(tmp_path: Path) -> None:
    feed = "https://a.example/feed"
    outlines = f'<outline text="A" xmlUrl="{feed}"/><outline><outline xmlUrl="https://b.example/rss"/></outline>'
    (tmp_path / "list.opml").write_text(f'<?xml version="1.0"?><opml><body>{outlines}</body></opml>', "utf-8")
    (source,) = read_sources(f"[[source]]\nname='a'\nopml=['list.opml']\nfeeds=['{feed}']", tmp_path / "sources.toml")
    assert source.feeds == (feed, "https://b.example/rss")


@pytest.mark.parametrize("text", ["<rss></rss>", "", "no markup", '<!DOCTYPE opml [<!ENTITY a "b">]><opml/>'])
def test_a_list_that_is_no_opml_is_said(tmp_path: Path, text: str) -> None:
    (tmp_path / "list.opml").write_text(text, "utf-8")
    with pytest.raises(SourceError, match=r"no OPML list"):
        read_sources("[[source]]\nname='a'\nopml=['list.opml']", tmp_path / "sources.toml")


@pytest.mark.parametrize(
    ("arg", "key"),
    [
        ("https://a.example/story/2026/bridge", "urls"),
        ("https://a.example/feed", "feeds"),
        ("https://a.example/feed.json", "feeds"),
        ("https://a.example/rss/world.xml", "feeds"),
        ("https://a.example/atom.xml", "feeds"),
        ("https://a.example/news-sitemap.xml", "sitemaps"),
        ("https://a.example/sitemap_index.xml.gz", "sitemaps"),
        ("https://a.example/story/feeding-the-birds", "urls"),
    ],
)
def test_an_address_is_a_page_a_feed_or_a_sitemap_by_its_look(arg: str, key: str) -> None:
    (source,) = sources_for([arg])
    assert getattr(source, key) == (arg,)


def test_files_and_folders_are_sources(tmp_path: Path) -> None:
    draft = tmp_path / "draft.MD"
    draft.write_text("A draft.", "utf-8")
    file, folder = sources_for([str(draft), str(tmp_path)])
    assert file.files == (draft,)
    assert folder.folders == (tmp_path,)


@pytest.mark.parametrize("arg", ["nowhere.txt", "ftp://a.example/x", "https:///x", "/etc/hostname", "https://"])
def test_an_argument_that_is_nothing_is_said(arg: str) -> None:
    with pytest.raises(SourceError, match=r"\. .*\."):
        sources_for([arg])


def test_every_key_of_a_source_is_in_the_docs() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "sources.md").read_text("utf-8")
    assert [key for key in Source.model_fields if f"| `{key}`" not in docs] == []


def test_the_example_in_the_docs_is_valid(tmp_path: Path) -> None:
    docs = (Path(__file__).parents[2] / "docs" / "sources.md").read_text("utf-8")
    example = docs.split("```toml\n")[1].split("```")[0]
    (tmp_path / "subscriptions.opml").write_text("<opml><body/></opml>", "utf-8")
    sources = read_sources(example, tmp_path / "sources.toml")
    assert len(sources) >= 3
    used = {key for source in sources for key in source.model_fields_set}
    assert used >= {"feeds", "sitemaps", "urls", "folders", "files", "opml", "pace_seconds", "language"}


def test_a_password_in_an_address_is_not_kept(tmp_path: Path) -> None:
    url = "https://ada:hidden@a.example/feed.xml"
    (tmp_path / "feeds.opml").write_text(f'<opml><body><outline xmlUrl="{url}"/></body></opml>', "utf-8")
    text = f'[[source]]\nname = "a"\nfeeds = ["{url}"]\n[[source]]\nname = "b"\nopml = ["feeds.opml"]\n'
    for source in (*read_sources(text, tmp_path / "sources.toml"), *sources_for([url])):
        assert source.feeds == ("https://a.example/feed.xml",)
        assert "hidden" not in source.model_dump_json()
