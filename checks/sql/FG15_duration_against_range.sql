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

[[examples]]
text = '''The river ruled the town for three decades from 1950 to 1987, and for two decades from 1991 to 2019.'''
flags = ['''two decades''']

[[examples]]
published = 2017-04-29T08:00:00Z
text = '''The fair runs for five days, from 3 June to 9 June.'''
flags = ['''five days''']

[[examples]]
text = '''He ruled from 1990 to 2000, a reign of 15 years.'''
flags = ['''15 years''']

[[examples]]
published = 2017-04-29T08:00:00Z
text = '''It was the first in 26 years from Thursday through Friday. They have 14 days from last Friday to file, and ten years from 1990 to pay.'''
flags = []

[[examples]]
text = '''Lind sat two decades in the council and was mayor from 1999 through 2007.'''
flags = []

[[examples]]
text = '''The clerks used the seal for ten years (from 2003 to 2002).'''
flags = ['''ten years''']
*/
WITH computed AS (
    SELECT
        lasts.*,
        COALESCE(until.second, lasts.second) AS finish,
        lasts.second.time_start AS began,
        COALESCE(until.second.time_start, lasts.second.time_end) AS ended,
        lasts.first.unit = 'd' AS in_days,
        CASE WHEN in_days THEN 'day' ELSE 'year' END AS step,
        -- "two decades" are 12.5 to 27.5 years
        CASE lasts.first.unit
            WHEN '10.a' THEN LOOSENED(SCALED(STATED(lasts.first), 10), 7.5) ELSE STATED(lasts.first)
        END AS reported,
        -- counted with the last year or day and without it
        WIDENED(DATE_DIFF(step, began, ended) + 0.5, 0.5) AS expected
    FROM pairs AS lasts
    LEFT JOIN pairs AS until
        ON lasts.article_id = until.article_id AND lasts.group_no = until.group_no AND until.tie = 'until'
    WHERE
        lasts.tie = 'lasts'
        AND lasts.first.unit IN ('a', '10.a', 'd')
        AND (in_days OR REGEXP_MATCHES(lasts.second.text, '\d{4}'))
        -- one date is no range: "ten days from June"
        AND (
            until.second_id <> lasts.second_id
            OR REGEXP_MATCHES(lasts.second.text, '(?i)[-–—]|\b(?:to|and|until|till|through|thru)\b')
        )
)

SELECT
    claim_id,
    part,
    span_start,
    span_end,
    RECOMPUTED(first, reported, expected, 'as ' || step || 's from ' || began || ' to ' || ended) AS reading,
    BOTH_OF(second, CASE WHEN finish.figure_id <> second.figure_id THEN finish END) AS evidence,
    'The duration is not the time between its two ends.' AS message,
    -- "for ten days between June and August" lies within
    CASE
        WHEN reported.high < expected.low AND REGEXP_MATCHES(words_between || second.text, '(?i)\bbetween\b')
            THEN 'info'
        ELSE 'warning'
    END AS severity
FROM computed
WHERE DISJOINT(reported, expected)
