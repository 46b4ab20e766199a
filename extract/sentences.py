"""Where sentences begin: rules over the words alone, so that the same text is cut the same way with any model.

The words (abbreviations, opening words) are data: `lexicons/en/sentences.toml`.
"""

from __future__ import annotations

import dataclasses
import re

from extract.lexicon import Words, load


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class SentenceWords:
    """sentences.toml: words around a stop that settle whether a sentence ends, and those that headlines capitalise."""

    abbreviations: Words
    before_numbers: Words
    may_end: Words
    starters: Words
    speech_tags: Words
    before_infinitive: Words
    headline_words: Words


STOP = re.compile(
    r"(?P<stop>(?<![.!?…])[.!?…]++|[。！？])(?P<close>(?:[\"”»’'‘)\]]|'')*+)(?P<gap>[\s\u200b]++)(?P<open>[\"“„«‘'(\[`*—–•-]*+)(?P<next>\w|\$|#|@|£|€|$)"
)
WORDS = load(SentenceWords, "sentences")
DOTTED = re.compile(r"(?:\w\.)*\w")  # U.S, p.m, J
LONGEST_WORD = 24  # characters looked back for an abbreviation
MOST_RUNNING = 1000  # characters: a longer stretch without a stop is cut at white space, so that no reader runs away


def _word_before(text: str, place: int, start: int) -> str:
    return (
        text[max(start, place - LONGEST_WORD) : place]
        .rpartition(" ")[2]
        .split("\xa0")[-1]
        .strip("\"“”'‘’([—–-")
        .lower()
    )


def _is_speech_tag(text: str, place: int, end: int) -> bool:
    """Whether the words go on as in “Really?” Ms. Imre asked."""
    return any(word in WORDS.speech_tags for word in re.findall(r"[\w'’]+", text[place : min(place + 60, end)])[:5])


def _ends(text: str, start: int, end: int, found: re.Match[str]) -> bool:
    """Whether a stop followed by white space ends its sentence."""
    following = found["next"]
    if following.islower() and not found["open"].strip("—–-"):
        return following.isascii() and found["open"] == "•"
    place = found.start("next")
    stop = found["stop"]
    if stop != "." or found["close"]:
        loud = stop[-1] in "!?" or stop in {"…", "..."} or len(stop) > 1
        tagged = bool(found["close"]) and loud and not found["open"] and _is_speech_tag(text, place, end)
        return not tagged and not following.islower()
    word = _word_before(text, found.start(), start)
    word = word if word in WORDS.abbreviations else word.rpartition("-")[2]  # DFL-St. Paul
    after = re.match(r"\w+", text[place : place + LONGEST_WORD])
    if word in WORDS.before_numbers and following.isdigit():
        return False
    starts_anew = bool(found["open"].strip("([")) or (
        after is not None and after[0].lower() in WORDS.starters and after[0][0].isupper()
    )
    if word in WORDS.abbreviations:
        return starts_anew and word in WORDS.may_end
    if DOTTED.fullmatch(word) and not word.isdigit():
        return starts_anew and (len(word) > 1 or (after is not None and len(after[0]) > 1 and after[0].lower() != "i"))
    return True


def sentence_starts(text: str, start: int = 0, end: int | None = None) -> list[int]:
    """Return where each sentence of `text[start:end]` begins, the first one at `start`; offsets count in `text`."""
    end = len(text) if end is None else end
    starts = [start]
    place = start
    while found := STOP.search(text, place, end):
        place = max(found.end("stop"), found.start("gap"))
        begins = found.start("open") if found["open"] else found.start("next")
        if begins < end and _ends(text, start, end, found):
            starts.append(begins)
    return _capped(text, starts, end)


def _capped(text: str, starts: list[int], end: int) -> list[int]:
    """Cut what runs on for too long at white space."""
    capped = []
    for first, last in zip(starts, [*starts[1:], end], strict=True):
        capped.append(first)
        while last - first > MOST_RUNNING:
            cut = max(text.rfind(gap, first + 1, first + MOST_RUNNING) for gap in " \t\xa0")
            first = cut + 1 if cut > first else first + MOST_RUNNING  # noqa: PLW2901 - the rest of the same stretch
            capped.append(first)
    return capped
