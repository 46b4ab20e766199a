"""The words of the desk: severities, acts, reasons and scopes, as people read them."""

from __future__ import annotations

SEVERITIES = ("critical", "warning", "info")
NOTE = "info"  # what is folded away until it is asked for
SHAPES = {"critical": "▲", "warning": "◆", "info": "●"}
SEVERITY_WORDS = {"critical": "Critical", "warning": "Warning", "info": "Note"}

STATES = ("open", "confirmed", "dismissed", "later")
STATE_WORDS = {"open": "Open", "confirmed": "Confirmed", "dismissed": "Dismissed", "later": "Put off"}

CONFIRM_REASONS = {
    "needs_source": "Needs a source",
    "figures_disagree": "The figures disagree",
    "wrong": "It is wrong",
    "correction_requested": "Correction requested",
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
REASONS = CONFIRM_REASONS | DISMISS_REASONS

SCOPES = {
    "sentence": "this sentence wherever it appears",
    "place": "this place only",
    "outlet_check": "this check for this outlet, now and later",
    "check": "this check everywhere, now and later",
}
WIDE_SCOPES = ("outlet_check", "check")

ACTS = {
    "confirm": "confirmed",
    "dismiss": "dismissed",
    "later": "put off",
    "assign": "assigned",
    "note": "noted",
    "undo": "undid",
    "asked": "asked",
    "answered": "answered",
    "corrected": "corrected",
    "publish": "published a conclusion",
    "move_page": "moved an article to another event",
    "split_story": "split an event",
    "merge_stories": "merged two events",
    "second_confirm": "second look: would confirm",
    "second_dismiss": "second look: agrees",
}
EVENT_ACTS = {"move_page": "moved", "split_story": "split off", "merge_stories": "merged"}

# Of published conclusions, worst first; schema.org wants a number from worst to best.
RATINGS = {
    "false": "False",
    "mostly_false": "Mostly false",
    "unproven": "Unproven",
    "mostly_true": "Mostly true",
    "true": "True",
}

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
    "CompletedWithFailures": "completed; some pages could not be had",
    "Failed": "failed",
}
# What extraction notes about the reading of a page, before the number.
NOTES = {
    "captions": "picture captions, read as captions and not as body text",
    "furniture": "lines that are no text of the story (credits, stamps, links) and were left out",
    "related links": "links to other stories, left out",
    "corrections": "correction notes",
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
