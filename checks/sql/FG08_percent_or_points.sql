/*
title = "Per cent or percentage points"
severity = "warning"
since = "0.1.0"
sources = [
  "AP Stylebook: percent, percentage, percentage points",
  "BBC News Style Guide: percentages and percentage points",
]
ask = "Is this a change in per cent or in percentage points?"
docs = '''
What it flags
A change between two percentages that is called "percent" though the number is their difference, and a change in points that is not
the difference of its two ends.

Why it matters
A fall from 51 to 46 percent is five percentage points, and almost ten percent.

How to resolve
Write "percentage points" for a difference of two percentages, or recompute the change.
'''

[[examples]]
text = '''Support for the bridge fell 5 percent, from 51 percent to 46 percent.'''
flags = ['''5 percent''']

[[examples]]
text = '''Support for the tunnel rose nine percentage points, from 45 percent to 52 percent.'''
flags = ['''nine percentage points''']

[[examples]]
text = '''Support for the bridge fell five percentage points, from 51 percent to 46 percent.'''
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
        WHEN 'points_change' THEN 'The points are not the difference between the two percentages.'
        ELSE 'The number is the difference of two percentages: that is percentage points, not percent.'
    END AS message
FROM comparisons
WHERE
    (relation = 'points_change' OR (relation = 'percent_change' AND LIST_CONTAINS(qualifiers, 'points')))
    AND (reported_high < expected_low OR reported_low > expected_high)
