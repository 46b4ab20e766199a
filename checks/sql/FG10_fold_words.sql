/*
title = "Doubled, tripled or halved against the two ends"
severity = "warning"
since = "0.1.0"
sources = [
  "AP Stylebook: times; double",
  "Reuters Handbook of Journalism: Accuracy (check the arithmetic)",
]
ask = "By what factor did it change, and from which base?"
docs = '''
What it flags
"Doubled", "tripled", "quadrupled" or "halved" beside two ends whose ratio is another one; and, as a note only, such a word with no
base: "a near-doubling of prices" with neither end given.

Why it matters
The word is what readers remember. Without its two ends nobody can check it.

How to resolve
Divide the ends, or ask the source for them.
'''

[[examples]]
text = '''The town's share of renters doubled, from 5 percent to 12 percent.'''
flags = ['''doubled''']

[[examples]]
text = '''The rate officially doubled on Monday, to 6.8 percent from 3.4 percent.'''
flags = []

[[examples]]
text = '''The share more than doubled, from 19 percent to 38 percent.'''
flags = ['''more than doubled''']

[[examples]]
text = '''The share more than doubled, from 7 percent to 14 percent. The fleet more than doubled, from 20 to 62 ships.'''
flags = []

[[examples]]
text = '''Sales rose tenfold, from 20 to 100 ships.'''
flags = ['''tenfold''']

[[examples]]
text = '''Sales rose tenfold, from 20 to 216 ships. They rose by more than a third, from 20 to 29 ships.'''
flags = []

[[examples]]
text = '''Sales rose by a third, from 20 to 40 ships, and flights more than halved, from 183,890 to 7,189.'''
flags = ['''a third''', '''more than halved''']

[[examples]]
text = '''The number of suicides rose 3.5 times among the people from 25 to 34 years old, the institute said.'''
flags = []

[[examples]]
text = '''The report suggests doubling the money which can be spent by candidates, while cutting the limits from £20m to £15m.'''
flags = ['''doubling''']

[[examples]]
text = '''The share of the uninsured has fallen from 20.4 percent in 2013 to 14.5 percent in 2019, a drop by nearly one-third.'''
flags = []
*/
WITH computed AS (
    SELECT
        multiple.*,
        ends.start,
        ends.finish,
        -- "by a third" is a share of the first end; "threefold" a multiple of it
        CASE
            WHEN multiple.first.unit = '1' THEN ABS(MIDDLE(ends.after) / MIDDLE(ends.before) - 1)
            ELSE MIDDLE(ends.after) / MIDDLE(ends.before)
        END AS ratio,
        CASE
            -- "nearly a third" is 28 percent too
            WHEN multiple.first.unit = '1'
                THEN {
                    'low': 0.85 * multiple.first.value::DOUBLE,
                    'high': COALESCE(multiple.first.high::DOUBLE, multiple.first.low * 1.5)
                }
            -- "more than doubled" between two sharp ends is more than 2, between round ones from 1.9, and up to 3.2
            WHEN multiple.first.high IS NULL
                THEN {
                    'low': multiple.first.low::DOUBLE
                    * CASE WHEN ends.before.high - ends.before.low < 0.08 * ends.before.low THEN 1.0005 ELSE 0.95 END,
                    'high': (multiple.first.low::DOUBLE * 0.95 + 1) * 1.1
                }
            WHEN multiple.first.value IS NOT NULL
                THEN WIDENED(multiple.first.value::DOUBLE, 0.1 * multiple.first.value::DOUBLE)
            -- "more than halved" is a quarter at least
            ELSE
                {
                    'low': GREATEST(multiple.first.low::DOUBLE, multiple.first.high::DOUBLE / 2),
                    'high': multiple.first.high::DOUBLE
                }
        END AS reported
    FROM pairs AS multiple
    LEFT JOIN differences AS ends
        ON
            multiple.article_id = ends.article_id
            AND multiple.first_id = ends.first_id
            AND ends.tie = 'change'
            -- "three times as many among those from 25 to 34 years old"
            AND ends.start.dimension <> 'age'
    WHERE multiple.tie = 'multiple' OR multiple.first.unit = '1'
)

SELECT
    claim_id,
    part,
    span_start,
    span_end,
    CASE
        WHEN ratio IS NULL
            THEN
                'reported "' || first.text || '", read as a ratio of ' || IN_WORDS(reported)
                || '; no base is given beside it'
        ELSE RECOMPUTED(first, reported, WIDENED(ratio, 0), 'as the ratio of the ends ' || QUOTED(start, finish))
    END AS reading,
    CASE WHEN ratio IS NOT NULL THEN BOTH_OF(start, finish) END AS evidence,
    CASE
        WHEN ratio IS NULL THEN 'The word names a ratio, but no base or ends are given.'
        ELSE 'The two figures are not in the ratio that the word names.'
    END AS message,
    CASE WHEN ratio IS NULL THEN 'info' ELSE 'warning' END AS severity
FROM computed
WHERE
    (ratio IS NULL AND REGEXP_MATCHES(first.text, '(?i)(?:doubl|tripl|trebl|quadrupl|quintupl|halv)(?:e[sd]?|ing)\b'))
    OR DISJOINT(reported, WIDENED(ratio, 0))
