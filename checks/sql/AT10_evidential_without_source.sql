/*
title = "Reportedly, by whom?"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Attribution",
  "Wikipedia Manual of Style: MOS:WEASEL",
  "AP Stylebook: allege",
]
ask = "Who reports or alleges this?"
docs = '''
What it flags
Reportedly, allegedly, supposedly: a doubt about a statement, with no reporter and no accuser named.

Why it matters
The word sheds responsibility without saying where it went. "Allegedly" is no shield against libel.

How to resolve
Name who reports or alleges it.
'''

[[examples]]
text = '''The contractor allegedly poured half the concrete that was paid for.'''
flags = ['''allegedly''']

[[examples]]
text = """\
The contractor allegedly poured half the concrete that was paid for, according to the charge sheet."""
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    '“' || text || '” names nobody who reports or alleges it.' AS message,
    CASE
        WHEN gravest AND points >= 4 THEN 'critical'
        WHEN gravest AND points >= 3 THEN 'warning'
        ELSE 'info'
    END AS severity,
    reading,
    evidence
FROM questions
WHERE question = 'evidential' AND points >= -8
