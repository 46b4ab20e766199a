"""docs/checks.md, made from the check files: `python -m copydesk.reference` writes it, a test compares it."""

from __future__ import annotations

import sys
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from checks.check import all_checks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from checks.check import Check, Example

OPENING = """# Checks

Made from the files in `checks/sql/` by `python -m copydesk.reference`; change the files, not this page.

A check is one file. Its name gives code and name (`AT01_figure_without_source.sql`), a comment at its top holds a TOML
header, and one `SELECT` follows, whose every row is a flag. To add one, put a file into `checks/sql/`, or into the
folder of checks that your settings name; nothing is registered anywhere else. `copydesk checks try FILE` shows what it
would change.

| in the header | means |
|---|---|
| `title` | what the reviewer reads, in plain words |
| `severity` | `info` (cannot be confirmed), `warning` (conflict or no source) or `critical` (cannot both be true) |
| `since` | the first release that has it |
| `sources` | the style-guide rules or papers that it applies |
| `ask` | what the reviewer might ask |
| `docs` | *What it flags*, *Why it matters* and *How to resolve* |
| `[[examples]]` | passages (`text`, `title`, `published` …) and `flags`, the exact words flagged in them, or none |

| in the `SELECT` | means |
|---|---|
| `claim_id`, `message` | which claim, and one plain sentence; both are needed |
| `severity` | another severity than the header's, for this row |
| `part`, `span_start`, `span_end` | the words to underline; the claim's own when left out |
| `reading` | the recomputation in words |
| `other_claim_id` | the claim on the other side |
| `evidence` | a list of `{article_id, part, span_start, span_end, role}` |

`FROM claims` means the claims of the articles that are due; `corpus.claims` those of every page's current revision,
and `revisions.claims` those of every revision. `kin.claims` are those that stand beside what is due, at a cost that
hardly grows with the warehouse: all revisions of its pages, and of the pages that tell of the same events. A check
that names `corpus`, `revisions` or a view of `v1` is asked in the warehouse itself, at a cost that grows with it; all
others see in memory what is due and its kin. The tables
are `articles`, `sentences`, `figures`, `attributions`, `quotations`, `claims`, `features`, `signs` and
`figure_pairs`. `pairs` holds the pairs of figures with their rows as `first` and `second` (docs/figures.md names the
ties). Two more views are made of them. `texts` holds every article's texts: `article_id`, `part`, `words`.
`questions` holds what may be asked of each claim, one question a voice: `claim_id`, `part`, `span_start`, `span_end`,
`text`; `voice`, `own` (the reporter says so) or `veiled` (a source does, but not which); `question`, what the words
do (`quantity`, `cause`, `weasel_crowd` …) and `sign`, how; `points`, the sum of all that speaks for and against
asking and of the points that every question of its voice starts from, all of which `reading` tells; `gravest`, false
where a weightier sign of the sentence asks already; `grave`, about casualties or crime; `weighty`, that or a figure,
charge, cause, forecast or judgement, whoever says it; `thinly_sourced`, in a story of which few sentences are said by
somebody with a name, where the reporter's own causes, forecasts, superlatives and judgements are asked aloud from
fewer points; `left_open`, a headline that states what the story leaves open; and `evidence`, the nearest source, and
who gives it elsewhere.
"""


MEASURED = (
    "On marked stories a fact-checker wanted {aloud_wanted} of its {aloud} flags at warning or above, "
    "and {notes_wanted} of its {notes} notes (`bench/questions.py`; the lists were tuned on these stories).\n"
)


def page(checks: Iterable[Check]) -> str:
    """Return the page as Markdown."""
    checks = list(checks)
    counts = tomllib.loads((files("checks") / "measured.toml").read_text("utf-8"))
    rows = [
        f"| [{check.code}](#{_anchor(check)}) | {check.header.title} | {check.header.severity} |" for check in checks
    ]
    lines = [OPENING, "| check | what it says | severity |", "|---|---|---|", *rows, ""]
    for check in checks:
        lines += _section(check, counts)
    return "\n".join(lines).rstrip() + "\n"


def _anchor(check: Check) -> str:
    return f"{check.code}-{check.name}".lower().replace("_", "-")


def _section(check: Check, counts: dict[str, dict[str, int]]) -> Iterator[str]:
    header = check.header
    yield f'<a id="{_anchor(check)}"></a>\n\n## {check.code} {header.title}\n'
    yield f"`{check.code}_{check.name}.sql` · {header.severity} · since {header.since}\n"
    if check.code in counts:
        yield MEASURED.format(**counts[check.code])
    yield header.docs.strip() + "\n"
    yield f"**Ask:** {header.ask}\n"
    yield "**Sources:** " + "; ".join(header.sources) + "\n"
    for example in header.examples:
        yield from _example(example)


def _example(example: Example) -> Iterator[str]:
    for passage in example.passages():
        words = " / ".join(" ".join(text.split()) for text in (passage.title, passage.standfirst, passage.text) if text)
        flagged = ", ".join(f"“{words}”" for words in passage.flags) or "nothing"
        yield f"> {words}\n>\n> *Flagged:* {flagged}\n"


def main() -> None:
    """Write the page into docs/ of the folder that the command stands in."""
    path = Path("docs/checks.md")
    path.write_text(page(all_checks()), encoding="utf-8")
    sys.stdout.write(f"wrote {path}\n")


if __name__ == "__main__":
    main()
