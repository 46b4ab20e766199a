"""A small published newsroom for the desk's tests: fictional stories, their records made by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from extract.plain import read_text
from flows.grouping import relate
from warehouse import db, publish
from warehouse.records import Article, Attribution, Claim, Evidence, Figure, Flag, Records, Sentence, Span, stable_id
from warehouse.terms import AttributionClass, AttributionKind, Bound, Dimension, Part, Role, Severity, SourceKind

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
CHECKS = {
    "AT01": ("Figure with no source", "warning", "Who gives this figure, and where was it published?"),
    "AT08": ("Nobody is named as saying this", "info", "Who says so?"),
    "FG01": ("The headline's figure is not in the text", "critical", "Which of the two figures is right?"),
    "FG03": ("The bracketed conversion does not fit", "warning", "Which of the two units was measured?"),
}
DOCS = (
    "What it flags\nA figure that no person, body or document in the story stands behind.\n\n"
    "Why it matters\nReaders cannot tell who counted, and nobody can be asked.\n\n"
    "How to resolve\nName who counted, or say where the figure was published."
)


@dataclass(frozen=True)
class Story:
    """A page to be: `flags` are (check, words, reading, evidence words); words of the text or headline."""

    url: str
    headline: str
    text: str
    outlet: str = "Harbour Post"
    flags: tuple[tuple[str, str, str, tuple[str, ...]], ...] = ()
    figures: tuple[tuple[str, int], ...] = ()
    sources: tuple[tuple[str, str, str], ...] = ()
    at: datetime = NOON
    notes: tuple[str, ...] = ()


FERRY = Story(
    url="https://harbour.example/ferry",
    headline="Ferry fire leaves 14 people injured",
    text=(
        "A fire on the night ferry to Sundhavn left 12 people injured on Tuesday, the coastguard said.\n"
        "More than 300 passengers were taken off by lifeboat. The ferry, 120 metres (300ft) long, was towed to port.\n"
        "It could be said that the company had been warned. Ida Brandt, a passenger, said the alarm never rang."
    ),
    flags=(
        ("FG01", "14 people", "headline 14, text 12; difference 2", ("12 people",)),
        ("AT01", "More than 300 passengers", "", ()),
        ("FG03", "300ft", "120 metres are 393.7 ft, printed 300 ft; difference 93.7 ft", ("120 metres",)),
        ("AT08", "It could be said", "", ()),
    ),
    figures=(("14 people", 14), ("12 people", 12), ("300 passengers", 300)),
    sources=(("the coastguard", "said", "12 people injured"), ("Ida Brandt", "said", "the alarm never rang")),
    notes=("A picture caption of 11 words was read as a caption, not as body text.",),
)
BUDGET = Story(
    url="https://courier.example/budget",
    outlet="Valley Courier",
    headline="Council keeps its libraries open",
    text="The council will spend 4.2 million on libraries.\nNine branches stay open until 2028.",
    flags=(("AT01", "4.2 million", "", ()), ("AT01", "Nine branches", "", ())),
    figures=(("4.2 million", 4_200_000),),
    at=NOON - timedelta(days=2),
)
CLEAN = Story(
    url="https://courier.example/weather",
    outlet="Valley Courier",
    headline="Rain ends a dry month",
    text="Rain fell on Monday, the weather office said.",
    sources=(("the weather office", "said", "Rain fell on Monday"),),
)
STORIES = (FERRY, BUDGET, CLEAN)

EVIL = "<script>document.title='owned'</script><img src=x onerror=document.title='owned'>{{7*7}}\u202eevil\u2066"


def hostile_story() -> Story:
    """A story of 60,000 characters full of markup and controls, with 200 flags that overlap."""
    passages = [f"Passage {number} says that {number} boats sank near {EVIL} and more." for number in range(60)]
    text = FERRY.text + "\n" + "\n".join(passages) + "\n" + "word " * 9_000
    spans = [f"Passage {number} says that {number} boats" for number in range(60)]
    spans += [f"{number} says that {number} boats sank" for number in range(60)]
    spans += [f"says that {number} boats sank near" for number in range(60)]
    spans += [f"that {number} boats" for number in range(20)]
    flags = tuple((("AT01", "AT08")[number % 2], span, "", ()) for number, span in enumerate(spans))
    return replace(
        FERRY, headline=f"14 people {EVIL}", text=text[:60_000], flags=flags, outlet=f"Post {EVIL}", figures=()
    )


class Maker:
    """Makes the records of one story."""

    def __init__(self, story: Story) -> None:
        self.story = story
        page = read_text(story.text, url=story.url, title=story.headline, outlet=story.outlet, published_at=story.at)
        self.article: Article = replace(page.article, notes=story.notes, fetched_at=story.at)
        self.id = self.article.article_id
        self.sentences = self._sentences()

    def _sentences(self) -> list[Sentence]:
        found: list[Sentence] = []
        for part, words in ((Part.TITLE, self.story.headline), (Part.TEXT, self.story.text)):
            for paragraph, line in enumerate(re.finditer(r"[^\n]+", words)):
                for match in re.finditer(r"\S.*?(?:\.(?=\s)|$)", line[0]):
                    start = line.start() + match.start()
                    found.append(
                        Sentence(
                            article_id=self.id,
                            sentence_id=stable_id("sentence", self.story.url, part, match[0]),
                            position=len(found),
                            paragraph=paragraph,
                            role=Role.BODY,
                            part=part,
                            span_start=start,
                            span_end=start + len(match[0]),
                            text=match[0],
                        )
                    )
        return found

    def place(self, words: str) -> tuple[Part, int, int, Sentence]:
        for part, text in ((Part.TITLE, self.story.headline), (Part.TEXT, self.story.text)):
            start = text.find(words)
            if start >= 0:
                home = next(s for s in self.sentences if s.part == part and s.span_start <= start < s.span_end)
                return part, start, start + len(words), home
        raise AssertionError(words)

    def claim(self, sentence: Sentence) -> Claim:
        return Claim(
            article_id=self.id,
            claim_id=stable_id("claim", sentence.sentence_id),
            sentence_id=sentence.sentence_id,
            part=sentence.part,
            span_start=sentence.span_start,
            span_end=sentence.span_end,
            text=sentence.text,
            check_worthiness=0.5,
            quoted=False,
            exemption=None,
            attribution_id=None,
        )

    def figure(self, words: str, value: int) -> Figure:
        part, start, end, home = self.place(words)
        return Figure(
            article_id=self.id,
            figure_id=stable_id("figure", home.sentence_id, start),
            sentence_id=home.sentence_id,
            part=part,
            span_start=start,
            span_end=end,
            text=words,
            value=Decimal(value),
            range_low=None,
            range_high=None,
            low=Decimal(value),
            high=Decimal(value),
            bound=Bound.EXACT,
            change=None,
            dimension=Dimension.COUNT,
            unit="count",
            unit_name="person",
            counted="people",
            event=None,
            entity=None,
            place=None,
            time_start=None,
            time_end=None,
            reads=(),
            quoted=False,
            attribution_id=None,
            weekday=None,
            printed_year=None,
            printed_month=None,
            printed_day=None,
            counted_head=None,
            counted_modifiers=(),
            step=Decimal(1),
        )

    def attribution(self, source: str, cue: str, content: str) -> Attribution:
        part, start, end, home = self.place(source)
        _, low, high, _ = self.place(content)
        spoken = self.place(cue)[1]
        return Attribution(
            article_id=self.id,
            attribution_id=stable_id("attribution", home.sentence_id, start),
            sentence_id=home.sentence_id,
            part=part,
            source=(Span(start, end),),
            cue=(Span(spoken, spoken + len(cue)),),
            content=(Span(low, high),),
            source_text=source,
            cue_text=cue,
            kind=AttributionKind.INDIRECT,
            attribution_class=AttributionClass.SPEECH,
            source_kind=SourceKind.NAMED_PERSON,
            canonical_source=source,
            via=None,
            inherited=False,
        )

    def flag(self, code: str, words: str, reading: str, evidence: tuple[str, ...]) -> Flag:
        part, start, end, home = self.place(words)
        claim = stable_id("claim", home.sentence_id)
        return Flag(
            article_id=self.id,
            flag_id=stable_id("flag", code, claim, start - home.span_start, end - home.span_start),
            check_code=code,
            severity=Severity(CHECKS[code][1]),
            claim_id=claim,
            other_claim_id=None,
            part=part,
            span_start=start,
            span_end=end,
            message=f"{CHECKS[code][0]}: “{words}”.",
            reading=reading or None,
            evidence=tuple(Evidence(self.id, p, s, e, "other figure") for p, s, e, _ in map(self.place, evidence)),
            check_version="1",
            run_id="run-1",
            raised_at=NOON,
            gone_at=None,
        )

    def records(self) -> Records:
        return Records(
            article=self.article,
            sentences=tuple(self.sentences),
            figures=tuple(self.figure(*figure) for figure in self.story.figures),
            attributions=tuple(self.attribution(*source) for source in self.story.sources),
            claims=tuple(self.claim(sentence) for sentence in self.sentences),
        )

    def flags(self) -> list[Flag]:
        return [self.flag(*flag) for flag in self.story.flags]


def publish_stories(home: Path, stories: tuple[Story, ...] = STORIES) -> str:
    """Load the stories into the home and publish a copy."""
    con = db.connect(home)
    try:
        made = [Maker(story) for story in stories]
        db.load(con, [maker.records() for maker in made])
        db.save(con, [flag for maker in made for flag in maker.flags()])
        for code, (title, severity, ask) in CHECKS.items():
            values = [code, code.lower(), title, severity, ask, DOCS, ["A style guide: sources of figures"], "1"]
            con.execute("INSERT OR REPLACE INTO main.checks VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)", values)
        relate(con)
        con.execute("INSERT OR REPLACE INTO main.screenings SELECT article_id, '1', 'run-1', 1 FROM main.articles")
        return publish.publish(con, home)
    finally:
        con.close()
