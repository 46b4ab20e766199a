"""What leaves the desk is what other programs expect, and never more than people concluded."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from pyld import jsonld

from review.exports.export import FORMATS, export
from review.exports.table import safe

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Visit
    from desk_stories import Story

HERE = Path(__file__).parent
ATOM = {"a": "http://www.w3.org/2005/Atom"}
URI = re.compile(r"[a-z][a-z0-9+.-]*:(?:[\w.~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-F]{2})*", re.ASCII | re.IGNORECASE)
OA = "http://www.w3.org/ns/oa#"


def confirm(visit: Visit, check: str) -> str:
    flag = visit.flags(f"/queue?check={check}")[0]
    visit.post(f"/flags/{flag}/decide", act="confirm", confirm_reason="wrong", seen="")
    return flag


@pytest.mark.parametrize("name", FORMATS)
def test_the_command_and_the_page_export_the_same_flags(newsroom: Path, visit: Visit, name: str) -> None:
    confirm(visit, "FG01")
    page = visit.get(f"/export/{name}?state=any").text
    ours = export(newsroom, name, address="state=any")
    ids = sorted(set(re.findall(r"\b[0-9a-f]{20}\b", page)))
    assert ids == sorted(set(re.findall(r"\b[0-9a-f]{20}\b", ours)))


def test_a_view_exports_only_what_it_shows(visit: Visit) -> None:
    rows = list(csv.DictReader(io.StringIO(visit.get("/export/csv?check=AT01&outlet=Valley+Courier").text)))
    assert sorted(row["flagged"] for row in rows) == ["4.2 million", "Nine branches"]


def test_an_unknown_format_is_named(visit: Visit) -> None:
    answer = visit.get("/export/docx")
    assert answer.status_code == 404
    assert "annotations, sarif" in answer.text


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\ufeff=1"])
def test_a_spreadsheet_computes_nothing(cell: str) -> None:
    assert safe(cell) == f"'{cell}"
    assert safe(f"x{cell}") == f"x{cell}"


def context(used: set[str]) -> dict[str, Any]:
    """The terms of http://www.w3.org/ns/anno.jsonld that the export uses, as the W3C's vocabulary defines them."""
    found = json.loads((HERE / "annotation-terms.json").read_text("utf-8"))
    assert used <= set(found["@context"]), used - set(found["@context"])
    return found


def keys_of(value: Any) -> set[str]:  # noqa: ANN401 - JSON
    if isinstance(value, dict):
        return {key for key in value if not key.startswith("@")} | {
            k for inner in value.values() for k in keys_of(inner)
        }
    return {k for inner in value for k in keys_of(inner)} if isinstance(value, list) else set()


def test_annotations_are_json_ld_that_says_what_the_model_says(visit: Visit, ferry: Story) -> None:
    confirm(visit, "FG01")
    document = json.loads(visit.get("/export/annotations?state=any").text)
    loaded = {"contextUrl": None, "documentUrl": document["@context"], "document": context(keys_of(document))}
    expanded = jsonld.expand(document, {"documentLoader": lambda _url, _options: loaded})
    items = expanded[0]["https://www.w3.org/ns/activitystreams#first".replace("https", "http")][0]
    notes = items["http://www.w3.org/ns/activitystreams#items"][0]["@list"]
    assert len(notes) == document["total"] == 6
    for note in document["first"]["items"]:  # what the model demands of each (sections 3.1, 4.2.4 and 4.2.5)
        assert note["id"].startswith("http")
        assert note["type"] == "Annotation"
        kinds = {selector["type"]: selector for selector in note["target"]["selector"]}
        assert kinds["TextQuoteSelector"]["exact"]
        position = kinds.get("TextPositionSelector", {"start": 0, "end": 1})
        assert 0 <= position["start"] < position["end"]
    for note in notes:
        assert note["@type"] == [f"{OA}Annotation"]
        assert note[f"{OA}motivatedBy"] == [{"@id": f"{OA}questioning"}]
        assert note[f"{OA}hasTarget"][0][f"{OA}hasSource"][0]["@id"].startswith("https://")
    first = next(i for i in document["first"]["items"] if "300 passengers" in i["body"][0]["value"])
    quote, position = first["target"]["selector"]
    assert ferry.text[position["start"] : position["end"]] == quote["exact"] == "More than 300 passengers"


def looked_at(log: dict[str, Any]) -> None:
    """Fail where the log is not what the standard demands, its URIs too (RFC 3986)."""
    schema = json.loads((HERE / "sarif-terms.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    formats = jsonschema.FormatChecker(())
    formats.checks("uri")(lambda words: bool(URI.fullmatch(words)))
    formats.checks("uri-reference")(lambda words: bool(URI.fullmatch(words)))
    jsonschema.Draft202012Validator(schema, format_checker=formats).validate(log)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda run: run["results"][0].pop("message"),
        lambda run: run["results"][0].update(level="critical"),
        lambda run: run["results"][0].update(hostedViewerUri="https://desk.example/a b"),
        lambda run: run["tool"]["driver"]["rules"].append(run["tool"]["driver"]["rules"][0]),
        lambda run: run.update(columns="points"),
    ],
)
def test_what_is_not_sarif_is_refused(newsroom: Path, spoil: Callable[[dict[str, Any]], object]) -> None:
    log = json.loads(export(newsroom, "sarif"))
    looked_at(log)
    spoil(log["runs"][0])
    with pytest.raises(jsonschema.ValidationError):
        looked_at(log)


def test_sarif_points_into_the_text_and_names_a_headline(home: Path, publisher: Callable, ferry: Story) -> None:
    publisher(home, (replace(ferry, url="https://harbour.example/fähre an bord?a=1|2"),))
    log = json.loads(export(home, "sarif"))
    looked_at(log)
    places = {result["ruleId"]: result["locations"][0] for result in log["runs"][0]["results"]}
    assert places["FG01"]["logicalLocations"] == [{"name": "headline"}]
    assert "region" not in places["FG01"]["physicalLocation"]
    assert places["FG03"]["physicalLocation"]["region"]["snippet"]["text"] == "300ft"
    uris = {place["physicalLocation"]["artifactLocation"]["uri"] for place in places.values()}
    assert uris == {"https://harbour.example/f%C3%A4hre%20an%20bord?a=1%7C2"}


def test_sarif_has_the_shape_that_the_standard_asks_for(visit: Visit, ferry: Story) -> None:
    """The schema holds what SARIF 2.1.0 (OASIS) demands of the properties that the export uses, and no other."""
    flag = visit.flags("/queue?check=AT08")[0]
    visit.post(f"/flags/{flag}/decide", act="dismiss:opinion", seen="")
    log = json.loads(visit.get("/export/sarif?state=any").text)
    looked_at(log)
    run = log["runs"][0]
    assert len(run["results"]) == 6
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    dismissed = next(result for result in run["results"] if result["hostedViewerUri"].endswith(flag))
    assert dismissed["suppressions"][0]["kind"] == "external"
    region = dismissed["locations"][0]["physicalLocation"]["region"]
    assert ferry.text[region["charOffset"] :][: region["charLength"]] == "It could be said"


def test_a_feed_reader_can_follow_a_view(visit: Visit) -> None:
    root = ET.fromstring(visit.get("/export/atom?check=AT01").text)  # noqa: S314 - our own output
    entries = root.findall("a:entry", ATOM)
    assert len(entries) == 3
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert element.findtext(f"a:{name}", namespaces=ATOM)
    assert len({entry.findtext("a:id", namespaces=ATOM) for entry in entries}) == 3


def article_of(visit: Visit, flag: str) -> str:
    return visit.get(f"/flags/{flag}").headers["location"].split("#")[0]


def test_one_file_holds_the_whole_article_and_asks_for_nothing(visit: Visit) -> None:
    flag = confirm(visit, "FG01")
    page = visit.get(f"{article_of(visit, flag)}/page.html").text
    assert "Right, says Ada" in page
    assert "default-src &#39;none&#39;" in page
    assert not re.search(r"<(script|link|img|iframe|form)\b|\b(src|action)=|url\(", page)


def test_the_evidence_is_whole_and_its_sums_are_right(visit: Visit, ferry: Story) -> None:
    flag = confirm(visit, "FG01")
    body = visit.get(f"{article_of(visit, flag)}/evidence.zip").content
    with zipfile.ZipFile(io.BytesIO(body)) as bundle:
        files = {name: bundle.read(name) for name in bundle.namelist()}
    sums = dict(reversed(line.split("  ")) for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    assert files["article.txt"].decode() == ferry.text
    assert json.loads(files["decisions.json"])[0]["act"] == "confirm"
    assert len(json.loads(files["flags.json"])) == 4
    assert visit.get(f"{article_of(visit, flag)}/evidence.zip").content == body


def test_formulas_in_an_article_stay_words_in_the_export(home: Path, publisher: Callable, ferry: Story) -> None:
    publisher(home, (replace(ferry, outlet='=HYPERLINK("http://evil.example")'),))
    rows = list(csv.DictReader(io.StringIO(export(home, "csv"))))
    assert all(row["outlet"].startswith("'=") for row in rows)
