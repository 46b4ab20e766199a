/*
title = "Superlative without a source"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Accuracy",
  "Reuters Handbook of Journalism: Attribution",
  "AP Stylebook: first, largest, record",
]
ask = "Who has counted, and since when?"
docs = '''
What it flags
Worst, first, largest, unprecedented, a record: said in the outlet's own voice about an event or a state of things.

Why it matters
A superlative claims that all other cases were looked at. It is one of the commonest errors in print.

How to resolve
Name who keeps the record and how far back it goes, or say "one of the".
'''

[[examples]]
text = '''The valley is suffering the worst drought for a century, and the wells are dry.'''
flags = ['''worst drought''']

[[examples]]
text = """\
The valley is suffering the worst drought for a century, according to the National Weather Office."""
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    'No source is named for the superlative “' || text || '”.' AS message,
    CASE
        WHEN gravest AND points >= CASE WHEN thinly_sourced THEN -6 ELSE -4 END THEN 'warning'
        ELSE 'info'
    END AS severity,
    reading,
    evidence
FROM questions
WHERE question = 'superlative' AND points >= -13
