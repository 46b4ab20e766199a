/*
title = "Figure without a source"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Attribution",
  "Reuters Handbook of Journalism: Accuracy",
  "BBC Editorial Guidelines 3.2 (Accuracy: sourcing)",
]
ask = "Whose figure is this?"
docs = '''
What it flags
A count, a share, a sum of money or a multiple that the reporter gives in the outlet's own voice: no source says it
in the sentence, and no named source, poll or document earlier in the paragraph covers it.

Why it matters
A figure without a source cannot be checked by the reader, and nobody stands for it when it changes.

How to resolve
Name who counted, or say how the reporter knows. If the source one sentence before gave this figure too, say so
again.
'''

[[examples]]
text = """\
State television reported on Friday that 18 officers had been killed in Norvale. More than 3,000 people have \
been detained."""
flags = ['''More than 3,000 people have been detained.''']

[[examples]]
text = '''The strike began over a near-doubling of prices for heating oil.'''
flags = ['''The strike began over a near-doubling of prices for heating oil.''']

[[examples]]
text = '''More than 3,000 people have been detained, the interior minister, Lena Orsk, said on Friday.'''
flags = []

[[examples]]
text = """\
The Norvale Harbour Authority said on Monday that freight rose by 12 percent. Passenger traffic fell by 8 \
percent."""
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    'No source is named for this figure.' AS message,
    CASE
        -- sooner where lives or crimes are counted
        WHEN gravest AND points >= CASE WHEN grave THEN -6 ELSE -4 END THEN 'warning'
        ELSE 'info'
    END AS severity,
    reading,
    evidence
FROM questions
WHERE question IN ('quantity', 'comparison') AND points >= -8
