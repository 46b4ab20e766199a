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
WITH changes AS MATERIALIZED (
    SELECT
        changed.*,
        ends.first AS start,
        ends.second AS finish,
        -- a basis point is the hundredth of a percentage point
        SCALED(SPREAD(changed.first), CASE changed.first.unit WHEN 'basis_point' THEN 0.01 ELSE 1 END) AS reported,
        START_OF(ends.first, ends.second, LIST_CONTAINS(ends.notes, 'falling'), NULL) AS before,
        FINISH_OF(ends.first, ends.second, LIST_CONTAINS(ends.notes, 'falling'), NULL) AS after
    FROM pairs AS changed
    INNER JOIN pairs AS ends
        ON changed.article_id = ends.article_id AND changed.second_id = ends.first_id AND ends.tie = 'from_to'
    WHERE
        changed.tie = 'change'
        AND changed.first.unit <> '1' -- "a drop by a third": FG10
        AND changed.first.value IS NOT NULL
        -- "by 2.5 percent of the average wage" is no change of the two shares
        AND NOT (changed.first.unit = 'percent' AND REGEXP_MATCHES(changed.words_between, '^\s+of\b'))
        AND ends.first.unit = 'percent'
        AND COALESCE(ends.second.unit, 'percent') = 'percent'
),

computed AS MATERIALIZED (
    SELECT
        *,
        ABSOLUTE(SUBTRACTED(after, before)) AS points,
        LOOSENED(ABSOLUTE(CHANGE_OF(before, after)), 1) AS relative
    FROM changes
    WHERE before.low > 0
),

leads AS (
    SELECT
        lead.*,
        shares.first AS one,
        shares.second AS other,
        SPREAD(lead.first) AS reported,
        ABSOLUTE(SUBTRACTED(SPREAD(shares.first), SPREAD(shares.second))) AS points
    FROM pairs AS lead
    INNER JOIN pairs AS shares
        ON lead.article_id = shares.article_id AND lead.group_no = shares.group_no AND shares.tie = 'versus'
    WHERE lead.tie = 'lead_over' AND lead.first.unit = 'percent' AND shares.second.unit = 'percent'
)

SELECT
    claim_id,
    part,
    span_start,
    span_end,
    RECOMPUTED(
        first,
        reported,
        CASE first.unit WHEN 'percent' THEN relative ELSE points END,
        CASE first.unit WHEN 'percent' THEN 'as a percentage, ' ELSE 'in points, ' END || QUOTED(start, finish)
    ) AS reading,
    BOTH_OF(start, finish) AS evidence,
    CASE first.unit
        WHEN 'percent' THEN 'The number is the difference of two percentages: that is percentage points, not percent.'
        ELSE 'The points are not the difference between the two percentages.'
    END AS message,
    'warning' AS severity
FROM computed
WHERE
    (first.unit <> 'percent' AND DISJOINT(reported, points))
    OR (first.unit = 'percent' AND MEETS(reported, points) AND DISJOINT(reported, relative))
UNION ALL
-- "46 percent to 41 percent, a lead of 5 percent"
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    RECOMPUTED(first, reported, points, 'in points, ' || QUOTED(one, other)) AS reading,
    BOTH_OF(one, other) AS evidence,
    'A lead of one percentage over another is in percentage points, not percent.' AS message,
    'info' AS severity
FROM leads
WHERE MEETS(reported, points)
