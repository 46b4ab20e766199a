/*
title = "A grave statement from another outlet"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Attribution",
  "AP Stylebook: pickups",
  "BBC Editorial Guidelines 3.2 (Accuracy: sourcing)",
]
ask = "Have we confirmed this ourselves, and what do those concerned say?"
docs = '''
What it flags
Another outlet, or somebody who spoke to another outlet, is all that stands behind a statement on people hurt or on a
crime. News agencies are left alone.

Why it matters
Who repeats an accusation or a toll answers for it, whoever printed it first.

How to resolve
Confirm it with the police, the court, the hospital or those concerned; else leave it out, or say that it is not confirmed.
'''

[[examples]]
text = '''The treasurer was arrested for fraud on Monday, according to Coast Radio News.'''
flags = ['''Coast Radio News''']

[[examples]]
text = '''The ferry had no licence, according to Coast Radio News.'''
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    'This grave statement is on the word of another outlet, “' || text || '”.' AS message,
    CASE
        WHEN gravest AND points >= 4 THEN 'warning'
        ELSE 'info'
    END AS severity,
    reading,
    evidence
FROM questions
WHERE question = 'second_hand' AND grave AND points >= -8
