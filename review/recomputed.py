"""What a check worked out, as one sentence that a reader can follow; what it weighed stands apart."""

from __future__ import annotations

import re
from typing import NamedTuple

NUMBER = r"-?[\d,]+(?:\.\d+)?"
WEIGHED = re.compile(r" \(weighed: ([^()]*)\)\Z")
POINTS = re.compile(
    r"for: (?P<speaks>.*?); against: (?P<against>.*?); starts from .*\Z|for: (?P<alone>.*?); starts from .*\Z"
)
POINT = re.compile(r" [+\u2212-]\d+(?:\.\d+)?(?=,|\Z)")
WORKED_OUT = re.compile(
    rf'reported "(?P<said>.*)", read as (?P<read>{NUMBER}(?: to {NUMBER})?); recomputed (?P<how>.*): '
    rf"(?P<low>{NUMBER})(?: to (?P<high>{NUMBER}))?; (?:difference .* after rounding|they agree within rounding)\Z"
)
SUM = re.compile(r"as (?!at least)(.+ \+ .+)\Z")
CALENDAR = re.compile(
    r'reported "(?P<said>.*)", read as .*; recomputed from the calendar: that day was an? (?P<day>\w+)\Z'
)
TWO = (
    (re.compile(r'reported "(.*)"; the body says "(.*)"\Z'), "“{}” here, “{}” in the text."),
    (
        re.compile(r'reported "(.*)", earlier "(.*)" in the same sentence\Z'),
        "“{}” now, “{}” before, in the same sentence.",
    ),
    (re.compile(r'reported "(.*)", earlier "(.*)"\Z'), "“{}” here, “{}” earlier in the text."),
    (re.compile(r'reported "(.*)"; (.*) reported "(.*)"\Z'), "“{0}” here, “{2}” in {1}."),
    (re.compile(r"read there as (“.*”)\Z"), "There it reads {}"),
    (
        re.compile(r'reported "(.*)"; no figure of the body equals it or adds up to it\Z'),
        "No figure of the text equals “{}” or adds up to it.",
    ),
)


class Worked(NamedTuple):
    """A reading in words: the sentence, "" where nothing was recomputed, and what spoke for and against asking."""

    sentence: str
    weighed: str


def worked_out(reading: str | None) -> Worked:
    """Return a flag's reading as a sentence and what was weighed."""
    if not reading:
        return Worked("", "")
    points = POINTS.match(reading)
    if points:
        speaks = POINT.sub("", points["speaks"] or points["alone"] or "")
        against = POINT.sub("", points["against"] or "")
        return Worked("", f"For asking: {speaks}." + (f" Against: {against}." if against else ""))
    weighed = WEIGHED.search(reading)
    plain = WEIGHED.sub("", reading)
    return Worked(_sentence(plain), f"Weighed: {weighed[1]}." if weighed else "")


def _sentence(reading: str) -> str:
    calendar = CALENDAR.match(reading)
    if calendar:
        return f"By the calendar that day was a {calendar['day']}; the text says “{calendar['said']}”."
    for pattern, words in TWO:
        if found := pattern.match(reading):
            return words.format(*found.groups())
    found = WORKED_OUT.match(reading)
    return _worked(found) if found else reading.replace('"', "”").replace(" ”", " “")


def _worked(found: re.Match[str]) -> str:
    said, how, low, high = found["said"], found["how"], found["low"], found["high"]
    summed, reported = SUM.match(how), _middle(found["read"])
    whole = _middle(f"{low} to {high}" if high else low)  # what is printed lies in the middle of what rounding allows
    if summed and whole != reported:
        gap = f"{_written(abs(whole - reported))} {'fewer' if whole < reported else 'more'} than"
        words = f"{summed[1]} = {_written(whole)}, {gap} {_written(reported)}."
        return words[:1].upper() + words[1:]
    result = f"between {low} and {high}" if high else low
    return f"{_how(how)} comes to {result}; the text says “{said}”."


def _how(how: str) -> str:
    """Return what was computed, as the subject of a sentence."""
    words = re.sub(r'"([^"]*)"', r"“\1”", how)
    turned = re.sub(r"\A(as a percentage|in points), (.*)\Z", r"The change from \2, \1,", words)
    turned = re.sub(r"\A(?:as|from) (?:the )?(difference|ratio|most|nearest|age)\b", r"The \1", turned)
    turned = re.sub(r"\A(?:as|from) (?=“)", "", turned)
    turned = re.sub(r"\A(?:as|from) ", "", turned)
    return turned[:1].upper() + turned[1:]


def _middle(words: str) -> float:
    """Return the middle of a range in words, or the one number."""
    ends = [float(one.replace(",", "")) for one in re.findall(NUMBER, words)]
    return sum(ends) / len(ends)


def _written(value: float) -> str:
    return f"{value:,.3f}".rstrip("0").rstrip(".")
