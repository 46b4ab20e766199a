/*
title = "Percentage change against its two ends"
severity = "critical"
since = "0.1.0"
sources = [
  "AP Stylebook: percent, percentage, percentage points",
  "BBC Academy: Reporting statistics (percentage change)",
]
ask = "What is the change from the first figure to the second, in per cent?"
docs = '''
What it flags
A percentage change that does not follow from the two figures that the sentence gives as its ends, once each is allowed its rounding.
Changes that may have another base (annualised, adjusted for inflation) are notes only.

Why it matters
Either the percentage or one of the ends is wrong. A common slip divides by the new value instead of the old one.

How to resolve
Recompute (new - old) / old, and correct the figure that is wrong.
'''

[[examples]]
text = '''The city's workforce fell by 50 percent, from 146,000 to 100,000, the mayor said.'''
flags = ['''50 percent''']

[[examples]]
text = '''Arrests plunged 22 percent last year, to 40,661 from 52,220 in 2011.'''
flags = []

[[examples]]
text = '''Rents rose 3 percent a year, from $500 to $900, the tenants' union said.'''
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    reading,
    partners AS evidence,
    'The percentage does not follow from the two figures it is said to lie between.' AS message,
    CASE WHEN LIST_CONTAINS(qualifiers, 'other_base') THEN 'info' ELSE 'critical' END AS severity
FROM comparisons
WHERE
    relation = 'percent_change'
    AND NOT LIST_CONTAINS(qualifiers, 'points')
    AND NOT (LIST_CONTAINS(qualifiers, 'other_base') AND reported_high < expected_low)
    AND (reported_high < expected_low OR reported_low > expected_high)
