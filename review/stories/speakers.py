"""Who is quoted in an event: what each speaker said, which outlets carry it, and where their wording differs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

WORD = re.compile(r"\w+")
SHORTEST = 3  # words from which a quotation inside another is the same one, cut


@dataclass(slots=True)
class Wording:
    """One way in which a quotation is carried; `pieces` mark what the first wording lacks."""

    rows: list[dict[str, Any]]
    pieces: list[tuple[str, bool]]

    @property
    def words(self) -> str:
        """The quotation as its first article prints it."""
        return str(self.rows[0]["text"])


@dataclass(slots=True)
class Saying:
    """One thing that a speaker said, in its wordings; `flagged` where a check asks which is the true one."""

    wordings: list[Wording]
    flagged: bool

    @property
    def outlets(self) -> list[str]:
        """The outlets that carry it, in order of time."""
        return list(dict.fromkeys(row["outlet"] for wording in self.wordings for row in wording.rows))


@dataclass(slots=True)
class Speaker:
    """Somebody who is quoted, "" where nobody is named as saying it."""

    name: str
    sayings: list[Saying] = field(default_factory=list)
    person: str = ""  # the name again, where it is a person's

    @property
    def outlets(self) -> list[str]:
        """The outlets that quote them, in order of time."""
        return list(dict.fromkeys(outlet for saying in self.sayings for outlet in saying.outlets))


def speakers_in(quotations: Sequence[dict[str, Any]], flags: Iterable[dict[str, Any]]) -> list[Speaker]:
    """Return the speakers, those whom most outlets quote first; `flags` are those that hold wordings side by side."""
    asked = _pairs(flags)
    named: dict[str, list[dict[str, Any]]] = {}
    for row in quotations:
        named.setdefault(_surname(row["source_name"] or ""), []).append(row)
    found = []
    for rows in named.values():
        name = max((row["source_name"] or "" for row in rows), key=len)
        sayings = [_saying(group, asked) for group in _groups(rows, asked)]
        sayings.sort(key=lambda saying: (not saying.flagged, -len(saying.outlets)))
        persons = {row["source_name"] for row in rows if row.get("source_kind") == "named_person"}
        found.append(Speaker(name, sayings, name if name in persons else ""))
    return sorted(found, key=lambda one: (not any(s.flagged for s in one.sayings), -len(one.outlets), not one.name))


def _surname(name: str) -> str:
    words = WORD.findall(name.casefold())
    return words[-1] if words else ""


def _place(row: dict[str, Any]) -> tuple[str, str, int]:
    return row["article_id"], row["part"], row["span_start"]


def _pairs(flags: Iterable[dict[str, Any]]) -> set[tuple[tuple[str, str, int], tuple[str, str, int]]]:
    """Return which places are held side by side, either way round."""
    found = set()
    for flag in flags:
        for span in flag["evidence"]:
            found |= {(_place(flag), _place(span)), (_place(span), _place(flag))}
    return found


def _groups(rows: list[dict[str, Any]], asked: set[Any]) -> list[list[dict[str, Any]]]:
    """Return the quotations of one speaker, those together that are the same, one cut from another, or asked about."""
    groups: list[list[tuple[dict[str, Any], str]]] = []
    for row in rows:
        words = f" {' '.join(WORD.findall(row['text'].casefold()))} "
        for group in groups:
            if any(_same(words, other) or (_place(row), _place(first)) in asked for first, other in group):
                group.append((row, words))
                break
        else:
            groups.append([(row, words)])
    return [[row for row, _ in group] for group in groups]


def _same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (short in long and short.count(" ") > SHORTEST)


def _saying(rows: list[dict[str, Any]], asked: set[Any]) -> Saying:
    worded: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        worded.setdefault(tuple(WORD.findall(row["text"].casefold())), []).append(row)
    first = rows[0]["text"]
    wordings = [Wording(some, _against(first, some[0]["text"])) for some in worded.values()]
    flagged = any((_place(one), _place(other)) in asked for one in rows for other in rows)
    return Saying(wordings, flagged)


def _against(first: str, words: str) -> list[tuple[str, bool]]:
    """Return the words in pieces, each with whether the first wording lacks it; cut ends are no difference."""
    if words == first:
        return [(words, False)]
    old, new = re.findall(r"\w+|\W+", first), re.findall(r"\w+|\W+", words)
    found = []
    for kind, _, _, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        piece = "".join(new[start:end])
        if piece:
            found.append((piece, kind != "equal" and bool(WORD.search(piece))))
    return found
