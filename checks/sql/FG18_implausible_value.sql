/*
title = "Implausible value"
severity = "warning"
since = "0.1.0"
sources = [
  "Gerontology Research Group: verified supercentenarians (oldest age 122)",
  "World Meteorological Organization: weather and climate extremes archive",
]
ask = "Can this be, and in which unit?"
docs = '''
What it flags
A value that no such thing has been known to have: a person older than 122, air of more than 57 degrees Celsius or 135 Fahrenheit, more
sodium in a serving than a person could eat. The limits stand in a data file with their sources.

Why it matters
The number or its unit has slipped: grams for milligrams, Fahrenheit for Celsius.

How to resolve
Look the value up, and correct the number or the unit.
'''

[[examples]]
text = '''The 214-year-old woman was rescued by her neighbors, the police said.'''
flags = ['''214-year-old''']

[[examples]]
text = '''The 104-year-old woman was rescued from the 214-year-old house by her neighbors.'''
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    reading,
    partners AS evidence,
    'No such thing is known to have this value.' AS message
FROM comparisons
WHERE relation = 'plausibility' AND (reported_high < expected_low OR reported_low > expected_high)
