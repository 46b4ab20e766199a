/*
title = "Same quantity, two figures"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Accuracy (consistency within a story)",
  "BBC Editorial Guidelines 3.3 (accuracy)",
]
ask = "Which of the two figures is right?"
docs = '''
What it flags
Two figures of the body that count the same thing in the same words and differ, above all where one looks like a slip of the other: a
zero, a digit, two digits that changed places, million for billion.

Why it matters
One of the two is wrong, or the story does not say what sets them apart: another day, another place, a part of the whole.

How to resolve
Correct the wrong one, or say what sets the two apart.
'''

[[examples]]
text = """\
The administration had hoped to have 80,000 people in the insurance exchanges by now.

Officials had hoped for about 800,000 people in the insurance exchanges by now, and about 7 million by the end of March."""
flags = ['''about 800,000''']

[[examples]]
text = """\
The retired four-star general took the helm of the agency in September.

The general was 58. In the past the agency was led by a civilian with 20 years of service."""
flags = []

[[examples]]
text = """\
Only 367 fishermen voted in Osk, in the Harbour ward, four years ago.

Only 360 fishermen voted in Merrin, the ward next door, she said."""
flags = []

[[examples]]
text = """\
The ferry carried 66 passengers, crew and pilots when it left the island on Monday.

The ferry carried 56 passengers, three pilots and seven crew members, the railway said."""
flags = []

[[examples]]
text = """\
9:07 p.m.

With 222 delegates at stake, Ortega leads.

9:40 p.m.

Lindqvist leads with 221 delegates.

10:15 p.m.

The counting ends."""
flags = []
*/
SELECT
    claim_id,
    other_claim_id,
    part,
    span_start,
    span_end,
    reading,
    partners AS evidence,
    'Two figures are given for what looks like the same quantity.' AS message
FROM comparisons
WHERE relation = 'same_quantity' AND (reported_high < expected_low OR reported_low > expected_high)
