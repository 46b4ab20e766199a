/*
title = "Share against its base"
severity = "critical"
since = "0.1.0"
sources = [
  "Brown and Heathers, The GRIM test, Social Psychological and Personality Science 8 (2017)",
  "Reuters Handbook of Journalism: Accuracy (check the arithmetic)",
]
ask = "What share of the base is that?"
docs = '''
What it flags
A percentage that stands beside the part and the base it is a share of, and does not follow from them, roundings allowed. A share of a
small base that no whole number gives (33.3 percent of 20) is flagged too.

Why it matters
One of the three numbers is wrong, or the share is of something that the sentence does not name.

How to resolve
Recompute the share, or name its base.
'''

[[examples]]
text = '''Only 52 out of the 235 bridges in the register, or about 32 percent, had been inspected.'''
flags = ['''or about 32 percent''']

[[examples]]
text = '''Only 52 out of the 235 bridges in the register, or about 22 percent, had been inspected.'''
flags = []

[[examples]]
text = '''The principal said that 33.3 percent of the 20 pupils had missed the trip.'''
flags = ['''33.3 percent''']

[[examples]]
text = '''The principal said that 35 percent of the 20 pupils had missed the trip.'''
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    reading,
    partners AS evidence,
    CASE relation
        WHEN 'grim' THEN 'No whole number of this base gives this percentage.'
        ELSE 'The percentage does not follow from the part and the base beside it.'
    END AS message,
    CASE WHEN LIST_CONTAINS(qualifiers, 'weighted') THEN 'info' ELSE 'critical' END AS severity
FROM comparisons
WHERE
    relation IN ('share_of_base', 'grim')
    AND (reported_high < expected_low OR reported_low > expected_high)
