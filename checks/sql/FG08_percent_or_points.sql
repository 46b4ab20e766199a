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

[[examples]]
text = '''The bank cut its rate by 25 basis points, from 5 percent to 4.75 percent. It cut another by 52 basis points, from 4 percent to 3.75 percent.'''
flags = ['''52 basis points''']

[[examples]]
text = '''The poll shows Ortega on 46 percent and Lindqvist on 41 percent, a lead of 5 percent.'''
flags = ['''5 percent''']

[[examples]]
text = '''The share of the uninsured fell from 20.4 percent in 2013 to 13.9 percent in 2019, a nearly one-third drop.'''
flags = []

[[examples]]
text = '''The pension rose by 2.5 percent of the average wage, from 20 percent of it in 2010 to 22.5 percent in 2020.'''
flags = []
*/
WITH computed AS MATERIALIZED (
    SELECT
        *,
        -- a basis point is the hundredth of a percentage point
        SCALED(SPREAD(first), CASE first.unit WHEN 'basis_point' THEN 0.01 ELSE 1 END) AS reported,
        ABSOLUTE(SUBTRACTED(after, before)) AS points,
        LOOSENED(ABSOLUTE(CHANGE_OF(before, after)), 1) AS relative,
        tie = 'change' AND first.unit = 'percent' AS is_relative
    FROM differences
    WHERE
        start.unit = 'percent'
        AND first.value IS NOT NULL
        AND first.unit <> '1' -- "a drop by a third": FG10
        -- "by 2.5 percent of the average wage" is no change of the two shares
        AND NOT (first.unit = 'percent' AND REGEXP_MATCHES(words_between, '^\s+of\b'))
)

SELECT
    claim_id,
    part,
    span_start,
    span_end,
    RECOMPUTED(
        first,
        reported,
        CASE WHEN is_relative THEN relative ELSE points END,
        CASE WHEN is_relative THEN 'as a percentage, ' ELSE 'in points, ' END || QUOTED(start, finish)
    ) AS reading,
    BOTH_OF(start, finish) AS evidence,
    CASE
        WHEN is_relative THEN 'The number is the difference of two percentages: that is percentage points, not percent.'
        WHEN tie = 'change' THEN 'The points are not the difference between the two percentages.'
        ELSE 'A lead of one percentage over another is in percentage points, not percent.'
    END AS message,
    CASE tie WHEN 'change' THEN 'warning' ELSE 'info' END AS severity
FROM computed
WHERE
    CASE
        WHEN is_relative THEN MEETS(reported, points) AND DISJOINT(reported, relative)
        WHEN tie = 'change' THEN DISJOINT(reported, points)
        -- "46 percent to 41 percent, a lead of 5 percent"
        ELSE first.unit = 'percent' AND MEETS(reported, points)
    END
