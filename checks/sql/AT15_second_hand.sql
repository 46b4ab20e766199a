/*
title = "Taken from another outlet"
severity = "info"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Attribution",
  "AP Stylebook: pickups",
  "BBC Editorial Guidelines 3.2 (Accuracy: sourcing)",
]
ask = "Have we confirmed this ourselves?"
docs = '''
What it flags
The source is another outlet, or somebody who spoke to another outlet: according to CTV, told CNN. News agencies are
left alone.

Why it matters
An error travels from outlet to outlet, and each copy looks like a confirmation.

How to resolve
Go to the first source, or keep the credit and say that it was not confirmed.
'''

[[examples]]
text = '''The ferry had no licence, according to Coast Radio News.'''
flags = ['''Coast Radio News''']

[[examples]]
text = '''The ferry had no licence, according to the harbour master, Ben Okoro.'''
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    'This is on the word of another outlet, “' || text || '”.' AS message,
    'info' AS severity,
    reading,
    evidence
FROM questions
WHERE question = 'second_hand' AND NOT grave AND points >= -8
