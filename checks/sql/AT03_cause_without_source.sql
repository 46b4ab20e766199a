/*
title = "Cause without a source"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Attribution",
  "BBC Editorial Guidelines 3.2 (Accuracy: sourcing)",
  "BBC Editorial Guidelines 4.3 (Impartiality: analysis)",
]
ask = "Who says that this is the cause?"
docs = '''
What it flags
A cause or a meaning that the reporter gives an event: stem from, reflecting, fuelled by, leading to.

Why it matters
Why something happened is seldom a fact of record. Given without a source it is opinion in the dress of news.

How to resolve
Name who explains it so, or show the evidence, or say only what happened.
'''

[[examples]]
text = '''The strike spread to the ports on Tuesday, reflecting wider discontent with the government.'''
flags = ['''reflecting wider discontent with the government''']

[[examples]]
text = """\
The strike reflects wider discontent with the government, said Mara Lind, who teaches history at Norvale \
University."""
flags = []

[[examples]]
text = """\
Forty crews left the town of Osk on Monday to bolster the dikes at Merrin."""
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    'No source is named for the cause that is given here.' AS message,
    CASE
        WHEN gravest AND points >= CASE WHEN thinly_sourced THEN -7 ELSE 0 END THEN 'warning'
        ELSE 'info'
    END AS severity,
    reading,
    evidence
FROM questions
WHERE question = 'cause' AND NOT left_open AND points >= -13
