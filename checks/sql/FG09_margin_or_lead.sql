/*
title = "Margin or lead against its two shares"
severity = "critical"
since = "0.1.0"
sources = [
  "AAPOR, Reporting on polls (margins and leads)",
  "AP Stylebook: polls and surveys",
]
ask = "How many points lie between the two shares?"
docs = '''
What it flags
A lead, edge, margin or advantage in points that is not the difference of the two shares that stand beside it. Whole percentages allow
one point of rounding.

Why it matters
Either the lead or one of the shares is wrong.

How to resolve
Subtract again, and look the shares up in the poll.
'''

[[examples]]
text = '''The survey gave Ortega a 40-point lead over Lindqvist, 46 percent to 42 percent.'''
flags = ['''40-point''']

[[examples]]
text = '''Ortega leads Lindqvist by 6 points, 48 percent to 42 percent, in the poll released on Sunday.'''
flags = []

[[examples]]
text = '''Ortega led by 7 points (50.4% to 43.9%) in May.'''
flags = []

[[examples]]
text = '''Ortega holds a four-point lead, with 46.2 percent to Lindqvist's 42.1 percent.'''
flags = []

[[examples]]
text = '''Ortega leads Lindqvist 46-41, an eight-point margin.'''
flags = ['''eight-point''']

[[examples]]
text = '''Ortega beat Lindqvist by 312 votes to 298, a majority of 24.'''
flags = ['''24''']

[[examples]]
text = '''With 46 percent against 41 percent for Lindqvist, Ortega leads by 5 points.'''
flags = []

[[examples]]
text = '''The spread narrowed from 2.35 percent to 2.1 percent, or 25 basis points, a bank in Norvale said.'''
flags = []
*/
WITH computed AS (
    SELECT
        *,
        SPREAD(first) AS reported,
        ABSOLUTE(SUBTRACTED(before, after)) AS expected
    FROM differences
    WHERE
        tie = 'lead_over'
        AND first_id NOT IN (
            SELECT pairs.first_id FROM pairs
            WHERE pairs.tie = 'change'
        )
)

SELECT
    claim_id,
    part,
    span_start,
    span_end,
    RECOMPUTED(first, reported, expected, 'as the difference of ' || QUOTED(start, finish)) AS reading,
    BOTH_OF(start, finish) AS evidence,
    'The lead is not the difference of the two shares beside it.' AS message
FROM computed
WHERE DISJOINT(reported, expected)
