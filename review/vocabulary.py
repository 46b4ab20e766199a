"""The words of the desk: severities, acts, reasons and scopes, as people read them."""

from __future__ import annotations

SEVERITIES = ("critical", "warning", "info")
STRETCH = 100  # cards on one page of an article: more than that no browser lays out at once
MOST_SPELLINGS = 40  # of a name on its page, those that most articles bear first
NOTE = "info"  # what is folded away until it is asked for
SHAPES = {"critical": "▲", "warning": "◆", "info": "●"}
SEVERITY_WORDS = {"critical": "Critical", "warning": "Warning", "info": "Note"}

STATES = ("open", "confirmed", "dismissed", "later")
STATE_WORDS = {"open": "Open", "confirmed": "Right", "dismissed": "Not a fault", "later": "Put off"}

# What is found right about a flag.
CONFIRM_REASONS = {
    "needs_source": "It needs a source",
    "vague_source": "It must say who the source is",
    "needs_speaker": "It must say whose words these are",
    "wording": "The wording must change",
    "figures_disagree": "The figures disagree",
    "unmarked_change": "It was changed without a note",
    "misread": "The page was not read whole",
    "wrong": "It is wrong",
    "correction_requested": "A correction was asked for",
}
# What is wrong with what each check flags, if it is right: by its code, else by its family.
REASON_OF_CHECK = {
    "AT": "needs_source",
    **dict.fromkeys(("AT05", "AT07", "AT18", "QT05", "QT06", "QT07"), "wording"),
    **dict.fromkeys(("AT08", "AT09", "AT11", "AT12", "AT13", "AT14", "AT17"), "vague_source"),
    "QT": "needs_speaker",
    "FG": "figures_disagree",
    "FG20": "unmarked_change",
    "EX": "misread",
}
# The order is the order of the keys 1 to 9.
DISMISS_REASONS = {
    "source_carries_over": "The source carries over",
    "common_knowledge": "Common knowledge",
    "opinion": "Opinion",
    "different_things": "Different things are measured",
    "later_update": "A later update",
    "rounding": "Rounding",
    "extraction_fault": "The text was read wrongly",
    "check_wrong": "The check is wrong here",
    "other": "Another reason (say which)",
}
UNFIT = {  # reasons that say nothing about what a family of checks asks
    "AT": ("different_things", "rounding"),
    "QT": ("common_knowledge", "different_things", "rounding"),
    "EX": ("source_carries_over", "common_knowledge", "opinion", "different_things", "rounding"),
}
REASONS = CONFIRM_REASONS | DISMISS_REASONS


def confirm_reason(check_code: str) -> str:
    """Return what is wrong with what this check flags, if it is right: what the key `c` says."""
    found = REASON_OF_CHECK.get(check_code) or REASON_OF_CHECK.get(check_code[:2])
    return found or "wrong"


def dismiss_reasons(check_code: str) -> dict[str, tuple[int, str]]:
    """Return why a flag of this check may be no fault: each with its key, the same for every check, and its words."""
    unfit = UNFIT.get(check_code[:2], ())
    numbered = enumerate(DISMISS_REASONS.items(), 1)
    return {reason: (number, words) for number, (reason, words) in numbered if reason not in unfit}


SCOPES = {
    "sentence": "this sentence wherever it appears",
    "place": "this place only",
    "outlet_check": "this check for this outlet, now and later",
    "check": "this check everywhere, now and later",
}
WIDE_SCOPES = ("outlet_check", "check")

ACTS = {
    "confirm": "right",
    "dismiss": "not a fault",
    "later": "put off",
    "assign": "assigned",
    "correct": "corrected the machine",
    "hand_over": "handed an article over",
    "note": "noted",
    "undo": "undid",
    "ask": "made a link for answers",
    "asked": "asked",
    "answered": "answered",
    "corrected": "corrected",
    "publish": "published a conclusion",
    "claim_status": "said how far a claim is checked",
    "verdict": "gave a verdict",
    "verdict_source": "gave a source",
    "publish_verdict": "published a verdict",
    "same_claim": "said that it was checked before",
    "other_claim": "said that another claim was checked",
    "move_page": "moved an article to another event",
    "split_story": "split an event",
    "merge_stories": "merged two events",
    "join_people": "said that two names are one person",
    "split_person": "said that one name is two persons",
    "second_confirm": "second look: it is right",
    "second_dismiss": "second look: agrees that it is not a fault",
}
EVENT_ACTS = {"move_page": "moved", "split_story": "split off", "merge_stories": "merged"}

SOURCE_KINDS = {
    "named_person": "named person",
    "named_organisation": "named organisation",
    "unnamed_person": "unnamed person",
    "unnamed_group": "unnamed group",
    "unnamed_organisation": "unnamed organisation",
    "document": "document",
    "anonymous": "anonymous",
    "vague": "vague",
    "none": "no source",
}
FAMILIES = {"AT": "who says so", "FG": "figures", "QT": "quotations", "EX": "the reading itself"}
RUN_STATES = {
    "Running": "running",
    "Completed": "completed",
    "CompletedWithFailures": "completed; some pages could not be fetched",
    "Failed": "failed",
}
# What extraction notes about the reading of a page, before the number.
NOTES = {
    "captions": "picture captions, read as captions and not as body text",
    "furniture": "lines that are not part of the story (credits, stamps, links), left out",
    "related links": "links to other stories, left out",
    "corrections": "correction notes",
}
# What the words around a figure make of it.
READS = {
    "negated": "said not to be so",
    "revised": "put in place of another figure",
    "earlier": "an earlier figure",
    "subset": "a part of a larger number",
    "comparison": "what another is compared with",
    "conditional": "expected or supposed",
    "question": "asked, not said",
    "quoted question": "asked in a quotation",
}
# How the words of a sentence tie two figures; other ties are shown by their name.
TIES = {
    "bracket": "one is a conversion of the other",
    "above_body": "headline, standfirst or caption over body",
    "restated": "may be one quantity given twice",
    "score": "may be one vote given twice",
    "weekday_date": "a weekday and its date",
    "from_to": "the two ends of a change",
    "change": "a change and where it starts",
    "sum_of": "a whole and one of its parts",
    "includes": "a whole that includes a part",
    "adds_to": "a whole and what is added",
    "share": "a percentage and the part that it is of",
    "of_whole": "a part and its whole",
    "of_base": "a percentage and its base",
    "fraction": "a percentage and the same as a fraction",
    "versus": "two sides of a vote or poll",
    "lead_over": "a lead and one of the two sides",
    "exchange": "one sum in two currencies",
    "price_of": "a total and its unit price",
    "count_of": "a total and its count",
    "lasts": "a duration and where it starts",
    "until": "a duration and where it ends",
    "mean_of": "an average and its range",
    "all_of": "all of them, and how many there were",
}
FACET_TITLES = {
    "state": "State",
    "severity": "Severity",
    "check": "Check",
    "outlet": "Outlet",
    "source": "Kind of source",
    "assignee": "Assigned to",
}
