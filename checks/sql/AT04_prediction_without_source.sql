/*
title = "Prediction without a source"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Attribution",
  "BBC Editorial Guidelines 3.2 (Accuracy: sourcing)",
  "AP Stylebook: attribution",
]
ask = "Who expects this?"
docs = '''
What it flags
A future that is no scheduled event, told in the outlet's own voice: opening the door for, is likely to, will lead
to.

Why it matters
Nobody can know it. A forecast is worth what the forecaster is worth, so the reader must know who that is.

How to resolve
Name the forecaster, or say what is planned and by whom.
'''

[[examples]]
text = """\
The president has sent the army to the coast, opening the door for a dramatic escalation of the dispute."""
flags = ['''opening the door for a dramatic escalation of the dispute''']

[[examples]]
text = '''The council is scheduled to vote on the budget on 4 June at the town hall in Norvale.'''
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    'No source is named for this prediction.' AS message,
    CASE
        WHEN gravest AND points >= -7 THEN 'warning'
        ELSE 'info'
    END AS severity,
    reading,
    evidence
FROM questions
WHERE question = 'prediction' AND NOT left_open AND points >= -13
