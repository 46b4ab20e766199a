/*
title = "A judgement in the reporter's voice"
severity = "warning"
since = "0.1.0"
sources = [
  "Wikipedia Manual of Style: MOS:LABEL",
  "Reuters Handbook of Journalism: Attribution",
  "BBC Editorial Guidelines 4.3 (Impartiality: language)",
]
ask = "Whose judgement is this?"
docs = '''
What it flags
An evaluative label that the reporter puts on somebody or something: defiant, disgraced, so-called.

Why it matters
A label decides for the reader, and takes a side without saying so.

How to resolve
Show the act that earns the label, or quote who uses it, or leave it out.
'''

[[examples]]
text = """\
Rain fell on the capital on Sunday and the streets were calm.\n\nThe defiant president walked through the \
market with his guards."""
flags = ['''defiant''']

[[examples]]
text = """\
Rain fell on the capital on Sunday and the streets were calm.\n\n“He is a defiant man,” said his neighbour, \
Olga Brandt, on Sunday."""
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    '“' || text || '” is a judgement in the outlet’s own voice.' AS message,
    CASE
        WHEN gravest AND thinly_sourced AND points >= -7 THEN 'warning'
        ELSE 'info'
    END AS severity,
    reading,
    evidence
FROM questions
WHERE question = 'judgement' AND points >= -13
