"""What bench/constants.py reads: passages of the project and articles beside it, each parsed once and kept.

Parses lie in .bench/, by a hash of what was parsed and of the modules that parse.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from beside import SHARED

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from extract.reading import Page, Reading

HOUSE = Path(__file__).resolve().parents[1]
KEPT = HOUSE / ".bench"
PARSING = ("parse", "tagging", "sentences", "datelines", "headline_case", "wrapped", "word_vectors")
BESIDE = (
    "figures/inconsistency_dev.jsonl.gz",
    "figures/headline_dev.jsonl.gz",
    "figures/above_body_dev.jsonl.gz",
    "figures/quantities_news_dev.json",
    "attribution/polnear_train.jsonl.gz",
    "questions/questions_dev.jsonl.gz",
)


def passages() -> list[Page]:
    """Return the examples of every check and the passages of the tests, as pages."""
    import scoring  # noqa: PLC0415 - after the path is set

    from checks.check import all_checks  # noqa: PLC0415 - after the path is set
    from copydesk.prove import page_of  # noqa: PLC0415 - after the path is set

    examples = (example for check in all_checks() for example in check.header.examples)
    told = [passage for example in examples for passage in example.passages()]
    pages = [page_of(passage, number) for number, passage in enumerate(told)]
    return [page for page in [*pages, *scoring.pages(scoring.passages())] if page.article.language == "en"]


def articles(most: int) -> Iterator[Page]:
    """Yield the first articles of each set that lies beside the project."""
    from extract.plain import read_text  # noqa: PLC0415 - after the path is set

    if not (SHARED / "data").is_dir():
        print("No articles lie beside the project, so none is asked.")
        return
    for name in BESIDE:
        file = SHARED / "data" / name
        for number, row in enumerate(_lines(file)[:most] if file.exists() else []):
            title, text = row.get("title") or "", str(row.get("text") or row.get("body") or "")
            if "polnear" in name:
                title, _, text = text.partition("\n")
            day = str(row.get("published") or row.get("date") or "")[:10]
            at = datetime.combine(datetime.fromisoformat(day), time(9)) if day[:4].isdigit() and day[4] == "-" else None
            yield read_text(
                text.strip(),
                title=title.strip(),
                standfirst=row.get("standfirst") or "",
                url=f"bench:{name}:{number}",
                published_at=at and at.astimezone(),
            )


def _lines(file: Path) -> list[dict[str, str]]:
    text = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
    rows = json.loads(text) if file.suffix == ".json" else [json.loads(line) for line in text.splitlines() if line]
    return list(rows)


def parsed(name: str, pages: Sequence[Page]) -> list[Reading]:
    """Return the readings of pages, from what was kept under this name where nothing changed since."""
    from spacy.tokens import DocBin  # noqa: PLC0415 - seconds

    from extract.parse import MODEL, _reading, language_model, read_pages  # noqa: PLC0415 - after the path is set
    from extract.wrapped import join_wrapped  # noqa: PLC0415 - after the path is set

    mark = hashlib.sha256()
    for module in PARSING:
        mark.update((HOUSE / "extract" / f"{module}.py").read_bytes())
    for page in pages:
        mark.update(repr(page).encode())
    file = KEPT / f"{name}-{mark.hexdigest()[:16]}.spacy"
    if file.exists():
        docs = DocBin().from_disk(file).get_docs(language_model(MODEL).vocab)
        joined = map(join_wrapped, pages)
        return [_reading(page, [next(docs) for _ in page.blocks]) for page in joined]
    readings = list(read_pages(pages))
    KEPT.mkdir(exist_ok=True)
    for old in KEPT.glob(f"{name}-*.spacy"):
        old.unlink()
    DocBin(docs=(p.doc for reading in readings for p in reading.paragraphs)).to_disk(file)
    return readings
