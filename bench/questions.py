"""Print how many of a fact-checker's questions are asked, and how many of those asked were wanted.

python bench/questions.py reads the marked stories of ../shared/data/questions (--data FOLDER) beside the project: by
kind the musts found aloud and at any severity, by check the flags that a must or a may answers. With --write the
counts go into checks/measured.toml, which docs/checks.md prints.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from beside import SHARED, need

from checks.check import all_checks
from checks.run import screen
from copydesk.lines import read_line
from extract.pipeline import annotate
from extract.workers import Item
from warehouse.terms import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from warehouse.records import Flag, Records

HERE = Path(__file__).resolve().parent
DATA = SHARED / "data" / "questions"
MEASURED = HERE.parent / "checks" / "measured.toml"
SETS = ("questions_dev", "questions_dev_2")
OWN = {f"AT{number:02}" for number in range(1, 8)} | {"AT18"}
VEILED = {f"AT{number:02}" for number in (*range(8, 18), 19)}
OWN_KINDS = ("figure", "allegation", "cause", "prediction", "superlative", "judgement", "mind")
VEILED_KINDS = ("weasel", "crowd", "hearsay", "passive", "anonymous", "second_hand")
KINDS = {
    **dict.fromkeys(OWN_KINDS, OWN),
    **dict.fromkeys(VEILED_KINDS, VEILED),
    "no_speaker": {"QT01", "QT02"},
    "disagree": {"FG", "QT07"},
}


class Mark(NamedTuple):
    """One place of a marked passage: where it stands, in which sentence, and the number of its mark."""

    part: str
    span: tuple[int, int]
    sentence: tuple[int, int]
    number: int
    kind: str
    must: bool


class Tally(NamedTuple):
    """What was counted: musts and mays by kind and loudness, flags by check, loudness and rightness, and words."""

    found: Counter[tuple[str, bool, str]]
    flags: Counter[tuple[str, str, bool]]
    words: int


def read_set(path: Path) -> list[dict[str, Any]]:
    """Return the stories of a set."""
    return [json.loads(line) for line in gzip.open(path, "rt", encoding="utf-8") if line.strip()]


def tally(rows: Sequence[dict[str, Any]]) -> Tally:
    """Return the counts of a set."""
    checks = all_checks()
    read = list(
        annotate(
            read_line(Item(key=str(number), data=json.dumps(row).encode(), name="")) for number, row in enumerate(rows)
        )
    )
    raised: dict[str, list[Flag]] = {}
    for flag in screen(read, checks, across=False):
        raised.setdefault(flag.article_id, []).append(flag)
    count = Tally(Counter(), Counter(), sum(len(row["text"].split()) for row in rows))
    for row, records in zip(rows, read, strict=True):
        _count(row, records, raised.get(records.article.article_id, []), count)
    return count


def _count(row: dict[str, Any], records: Records, flags: Sequence[Flag], count: Tally) -> None:
    marks = list(_marks(row, records))
    hits: dict[int, set[str]] = {}
    for flag in flags:
        met = [mark for mark in marks if _meets(flag, mark, records)]
        loud = "loud" if flag.severity != Severity.INFO else "note"
        count.flags[flag.check_code, loud, bool(met)] += 1
        if flag.severity == Severity.CRITICAL:
            count.flags["critical", loud, bool(met)] += 1
        for mark in met:
            hits.setdefault(mark.number, set()).add(loud)
    for number, mark in enumerate(row["marks"]):
        found = hits.get(number, set())
        count.found[mark["kind"], mark["must"], "all"] += 1
        count.found[mark["kind"], mark["must"], "loud"] += "loud" in found
        count.found[mark["kind"], mark["must"], "any"] += bool(found)


def _marks(row: dict[str, Any], records: Records) -> Iterator[Mark]:
    for number, mark in enumerate(row["marks"]):
        for part, text in (("title", row["title"]), ("text", row["text"])):
            start = text.find(mark["words"])
            while start >= 0:
                span = (start, start + len(mark["words"]))
                yield Mark(part, span, _sentence(records, part, span), number, mark["kind"], mark["must"])
                start = text.find(mark["words"], start + 1)


def _sentence(records: Records, part: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return the sentence that holds a span's first character, or the span itself."""
    for sentence in records.sentences:
        if sentence.part == part and sentence.span_start <= span[0] < sentence.span_end:
            return (sentence.span_start, sentence.span_end)
    return span


def _meets(flag: Flag, mark: Mark, records: Records) -> bool:
    """Say whether a flag answers a mark: its family in its sentence, or either family of voices in its words."""
    code, family = flag.check_code, KINDS[mark.kind]
    if flag.part != mark.part:
        return False
    span = (flag.span_start, flag.span_end)
    shared = span[0] < mark.span[1] and mark.span[0] < span[1]
    if code in family or code[:2] in family:
        return shared or _sentence(records, mark.part, span) == mark.sentence
    return shared and code in OWN | VEILED and bool(family & (OWN | VEILED))


def share(part: int, whole: int) -> str:
    """Return a share in words."""
    return f"{part}/{whole} = {100 * part / whole:.1f} %" if whole else "0/0"


def report(name: str, count: Tally) -> None:
    """Print a set's counts."""
    print(f"\n{name}: {count.words:,} words")
    for must, called in ((True, "musts"), (False, "mays")):
        total = Counter(dict.fromkeys(("all", "loud", "any"), 0))
        for (_, its, at), number in count.found.items():
            total[at] += number if its is must else 0
        aloud, found, every = (total[at] for at in ("loud", "any", "all"))
        print(f"{called} found aloud {share(aloud, every)}, at any severity {share(found, every)}")
        for kind in KINDS:
            aloud, found, every = (count.found[kind, must, at] for at in ("loud", "any", "all"))
            if every:
                print(f"  {kind:12} aloud {aloud:3} any {found:3} of {every}")
    loud = Counter({True: 0, False: 0})
    for (code, at, right), number in count.flags.items():
        loud[right] += number if at == "loud" and code != "critical" else 0
    critical = {right: count.flags["critical", "loud", right] for right in (True, False)}
    print(f"flags aloud that a must or a may answers {share(loud[True], loud.total())}", end="")
    print(f", {1000 * loud.total() / max(1, count.words):.1f} per 1,000 words", end="")
    print(f"; critical {share(critical[True], sum(critical.values()))}")
    for code in sorted({code for code, _, _ in count.flags} - {"critical"}):
        loud_share, note_share = (
            share(count.flags[code, at, True], count.flags[code, at, True] + count.flags[code, at, False])
            for at in ("loud", "note")
        )
        print(f"  {code} aloud {loud_share}, as a note {note_share}")


def write(count: Tally) -> None:
    """Keep what was counted by check, for the page of checks."""
    lines = ["# How many flags of each check a must or a may answers: made by bench/questions.py --write.\n"]
    for code in sorted({code for code, _, _ in count.flags if code[:2] in {"AT", "QT"}}):
        numbers = [count.flags[code, at, right] for at in ("loud", "note") for right in (True, False)]
        loud_right, loud_wrong, note_right, note_wrong = numbers
        lines.append(
            f"{code} = {{ aloud = {loud_right + loud_wrong}, aloud_wanted = {loud_right}, "
            f"notes = {note_right + note_wrong}, notes_wanted = {note_right} }}\n"
        )
    MEASURED.write_text("".join(lines), "utf-8")


def main() -> None:
    """Count, print, and write when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA, help="a folder of sets, or one .jsonl.gz file")
    parser.add_argument("--write", action="store_true", help="keep the counts for docs/checks.md")
    asked = parser.parse_args()
    need(asked.data)
    files = [asked.data] if asked.data.is_file() else [asked.data / f"{name}.jsonl.gz" for name in SETS]
    files = [file for file in files if file.is_file()]
    if not files:
        print(f"{asked.data} holds no marked stories: nothing to count")
        return
    total = Tally(Counter(), Counter(), 0)
    for file in files:
        count = tally(read_set(file))
        report(file.name, count)
        total = Tally(total.found + count.found, total.flags + count.flags, total.words + count.words)
    if len(files) > 1:
        report("together", total)
    if asked.write:
        write(total)


if __name__ == "__main__":
    main()
