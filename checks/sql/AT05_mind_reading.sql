/*
title = "What somebody thinks or feels, with no source"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Attribution",
  "AP Stylebook: attribution",
  "BBC Editorial Guidelines 3.3 (Accuracy: gathering and using material)",
]
ask = "How do we know what they think or want?"
docs = '''
What it flags
A belief, a feeling or an intention given as a fact: attempted to, hopes, feared.

Why it matters
Nobody sees into another head. What can be reported is what people say and do.

How to resolve
Report the words or the act that shows it, or say who reads it so.
'''

[[examples]]
text = '''The mayor attempted to undermine the inquiry into the flood defences.'''
flags = ['''attempted''']

[[examples]]
text = '''“The mayor attempted to undermine the inquiry,” said the council's clerk, Ada Voss.'''
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    '“' || text || '” tells what somebody thinks or intends, and not how that is known.' AS message,
    CASE
        WHEN gravest AND points >= -4 THEN 'warning'
        ELSE 'info'
    END AS severity,
    reading,
    evidence
FROM questions
WHERE question = 'mind_reading' AND points >= -15
