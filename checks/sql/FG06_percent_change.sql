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

[[examples]]
text = '''The number of burglaries fell from 400 to 300, a drop of 40 percent.'''
flags = ['''40 percent''']

[[examples]]
text = '''The number of burglaries fell from 400 to 300, a drop of 28 percent. The number of homes rose 12 percent, from 1,213 to 1,342.'''
flags = []

[[examples]]
text = '''Spending was $38 million, up 37 percent from $30 million in 2024.'''
flags = ['''37 percent''']

[[examples]]
text = '''Arrests rose 22 percent, to 40,661 from 52,220 in 2011.'''
flags = ['''22 percent''']

[[examples]]
text = '''Norvale received over 40 percent more rain than usual, from dozens of storms.'''
flags = []

[[examples]]
text = '''Admissions jumped 1,300% over ten years, from 40 to 549.'''
flags = []

[[examples]]
text = '''The Norvale index closed at 10,137, while the Osk index rose 0.9% to 2,004.'''
flags = []

[[examples]]
text = '''Those who are more than 30 percent over their ideal weight soared from about 12 of 100 in 1991 to 20 of 100 last year.'''
flags = []

[[examples]]
text = '''The wealth of the top 0.1% of households increased from 7% to 22%.'''
flags = []

[[examples]]
text = '''Sales fell 12.5 percent, from 400 boats to 450 boats.'''
flags = ['''12.5 percent''']
*/
WITH computed AS MATERIALIZED (
    SELECT
        *,
        SPREAD(first) AS reported,
        LOOSENED(ABSOLUTE(CHANGE_OF(before, after)), 1) AS expected,
        ABSOLUTE(SUBTRACTED(after, before)) AS points,
        (first.change = 'up' AND after.high < before.low)
        OR (first.change = 'down' AND after.low > before.high) AS is_reversed
    FROM differences
    WHERE tie = 'change' AND first.unit = 'percent' AND COALESCE(start.dimension = finish.dimension, TRUE)
)

SELECT
    claim_id,
    part,
    span_start,
    span_end,
    RECOMPUTED(first, reported, expected, 'as a percentage, ' || QUOTED(start, finish)) AS reading,
    BOTH_OF(start, finish) AS evidence,
    CASE
        WHEN DISJOINT(reported, expected)
            THEN 'The percentage does not follow from the two figures it is said to lie between.'
        ELSE 'The two figures change the other way.'
    END AS message,
    CASE WHEN LIST_CONTAINS(notes, 'other_base') THEN 'info' ELSE 'critical' END AS severity
FROM computed
WHERE
    (
        -- of another base, a year for a decade, a percentage may well be smaller
        DISJOINT(reported, expected)
        AND NOT (LIST_CONTAINS(notes, 'other_base') AND reported.high < expected.low)
        AND NOT (start.unit = 'percent' AND MEETS(reported, points)) -- “percent” for points: FG08
    )
    OR is_reversed
