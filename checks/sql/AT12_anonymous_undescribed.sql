/*
title = "Anonymous, and not described"
severity = "warning"
since = "0.1.0"
sources = [
  "AP News Values and Principles: Anonymous sources",
  "Reuters Handbook of Journalism: Dealing with sources",
  "BBC Editorial Guidelines 3.3 (Anonymous sources)",
]
ask = "How does this source know, and why no name?"
docs = '''
What it flags
A statement on the word of "sources" or "a source", with nothing said of how they know or why they are not named.
It is critical only where what they say is grave or can be contested.

Why it matters
The reader can weigh neither their knowledge nor their interest.

How to resolve
Describe the source as closely as the promise allows, and give the reason for withholding the name.
'''

[[examples]]
text = '''The minister will resign within days, sources said on Thursday.'''
flags = ['''sources''']

[[examples]]
text = """\
The minister will resign within days, said two officials who were in the room and asked not to be named \
because the talks are private."""
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    '“' || text || '” is neither named nor described.' AS message,
    CASE
        WHEN gravest AND weighty AND points >= 4 THEN 'critical'
        WHEN gravest AND points >= -4 THEN 'warning'
        ELSE 'info'
    END AS severity,
    reading,
    evidence
FROM questions
WHERE sign = 'anonymous_source_undescribed' AND points >= -8
