/*
title = "Duration against its range"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Accuracy (ages and dates)",
  "ISO 8601-2: intervals",
]
ask = "How long is it from the first year to the last?"
docs = '''
What it flags
A number of years or decades beside a range of years that is longer or shorter: "the 44 years from 1906 to 1969". Both ways of
counting, with and without the last year, are allowed.

Why it matters
One of the three numbers is wrong.

How to resolve
Subtract again, and look up the year that is wrong.
'''

[[examples]]
text = '''For the 44 years from 1906 to 1969, the river flooded 14 times.'''
flags = ['''44 years''']

[[examples]]
text = '''For the 44 years from 1926 to 1969, the river flooded 14 times.'''
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    reading,
    partners AS evidence,
    'The duration is not the time between the two years.' AS message
FROM comparisons
WHERE relation = 'duration_range' AND (reported_high < expected_low OR reported_low > expected_high)
