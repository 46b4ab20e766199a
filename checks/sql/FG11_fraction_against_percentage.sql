/*
title = "Fraction against percentage"
severity = "warning"
since = "0.1.0"
sources = [
  "BBC Academy: Reporting statistics (fractions and percentages)",
  "AP Stylebook: fractions; percent",
]
ask = "Is it the fraction or the percentage?"
docs = '''
What it flags
A fraction in words and a percentage beside it that cannot be the same share: "a third (48 percent)". A third is taken as 29 to 37
percent, half as 45 to 55, two-thirds as 62 to 71, a quarter as 21 to 29, three-quarters as 71 to 79; "more than" and "almost" are
taken at their word, "almost half" down to 42.5.

Why it matters
One of the two is wrong, or they speak of different groups.

How to resolve
Correct the one that is wrong, or name the second group.
'''

[[examples]]
text = '''A third (48 percent) of the pupils walk to school.'''
flags = ['''48 percent''']

[[examples]]
text = '''A third (34 percent) of the pupils walk to school.'''
flags = []

[[examples]]
text = '''More than half of the pupils (57 percent) walk to school, and almost half of the teachers (44 percent) drive.'''
flags = []

[[examples]]
text = '''Almost half (54 percent) of the teachers drive to school.'''
flags = ['''54 percent''']
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    reading,
    partners AS evidence,
    'The fraction and the percentage are not the same share.' AS message
FROM comparisons
WHERE relation = 'fraction' AND (reported_high < expected_low OR reported_low > expected_high)
