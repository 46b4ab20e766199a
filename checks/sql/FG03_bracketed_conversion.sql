/*
title = "Bracketed unit conversion"
severity = "critical"
since = "0.1.0"
sources = [
  "NIST Special Publication 811 (2008), appendix B: conversion factors",
  "AP Stylebook: metric system",
]
ask = "Which of the two measures is right?"
docs = '''
What it flags
A measure and its conversion in brackets that cannot be the same quantity, once both are allowed their rounding and their "about",
"more than" or "nearly". Short, long and metric tons, US and imperial gallons, and temperatures as differences are all tried.

Why it matters
One of the two numbers is wrong, often by a lost word or digit: "40 million hectares (98.8 acres)".

How to resolve
Convert the measure that the source gave, and correct the other.
'''

[[examples]]
text = '''The fire burned 40 million hectares (98.8 acres) of forest.'''
flags = ['''98.8 acres''']

[[examples]]
text = '''Engineers closed a 290-mile (300-kilometer) stretch of the line.'''
flags = ['''300-kilometer''']

[[examples]]
text = '''The wave was 13.1 meters (39.3 feet) high when it reached the harbor.'''
flags = ['''39.3 feet''']

[[examples]]
text = '''The town lies 30 km (20 miles) north of Norvale and covers about 12 square miles (31 square km).'''
flags = []

[[examples]]
text = '''It was 30 degrees Celsius (86 degrees Fahrenheit) at noon, and the quarry holds 100 tons (91 metric tons) of slate.'''
flags = []

[[examples]]
text = '''The ship was last seen 50 nautical miles (93 kilometers) off the coast.'''
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    reading,
    partners AS evidence,
    'The conversion does not agree with the measure before it, even after rounding.' AS message
FROM comparisons
WHERE relation = 'unit_conversion' AND (reported_high < expected_low OR reported_low > expected_high)
