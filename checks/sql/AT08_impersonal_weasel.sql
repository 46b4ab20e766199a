/*
title = "Nobody says so"
severity = "warning"
since = "0.1.0"
sources = [
  "Wikipedia Manual of Style: MOS:WEASEL",
  "Reuters Handbook of Journalism: Attribution",
  "BBC Editorial Guidelines 3.2 (Accuracy: sourcing)",
]
ask = "Who says this, believes this or regards it so?"
docs = '''
What it flags
Words that lend a statement an authority without a person: "it could be said", "it is believed", "is widely
regarded".

Why it matters
The reader takes an opinion for common knowledge, and nobody can be asked about it.

How to resolve
Name one who says so, or make it the analysis of a named reporter, or cut it.
'''

[[examples]]
text = """\
It could be said that the protests in the valley stem from the price of bread, poverty and poor schools."""
flags = ['''It could be said that''']

[[examples]]
text = '''The reform is widely regarded as a failure in the northern provinces.'''
flags = ['''is widely regarded''']

[[examples]]
text = '''“It could be said that we were late,” the mayor, Tom Abery, told the council on Monday.'''
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    '“' || text || '” leaves open who says so.' AS message,
    CASE
        WHEN gravest AND points >= 8 THEN 'critical'
        WHEN gravest AND points >= -2 THEN 'warning'
        ELSE 'info'
    END AS severity,
    reading,
    evidence
FROM questions
WHERE question = 'impersonal_weasel' AND points >= -8
