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

[[examples]]
text = '''Just over a third (36 percent) of the pupils walk, and about a third (37 percent) of the teachers. One in five (22 percent) drives.'''
flags = []

[[examples]]
text = '''Fewer than a third (10 percent) of the pupils walk. One in five (31 percent) drives.'''
flags = ['''10 percent''', '''31 percent''']

[[examples]]
text = '''Just over a third (45 percent) of the pupils walk, and more than a third (58 percent) of the teachers.'''
flags = ['''45 percent''', '''58 percent''']

[[examples]]
text = '''About a third (27 percent) of the pupils walk, and one in five (16 percent) drives.'''
flags = ['''27 percent''', '''16 percent''']
*/
WITH computed AS (
    SELECT
        *,
        SPREAD(first) AS reported,
        second.value::DOUBLE * 100 AS exact,
        second.high::DOUBLE * 100 AS most,
        CASE
            WHEN second.bound IN ('over', 'at_least')
                -- "just over a third" ends 15 % further on, "more than a third" half of it
                THEN {'low': exact, 'high': exact * CASE WHEN most IS NULL THEN 1.5 ELSE 1.15 END}
            WHEN second.bound IN ('under', 'at_most') THEN {'low': exact / 2, 'high': exact}
            WHEN second.bound = 'about'
                THEN {'low': exact * 0.85, 'high': CASE WHEN most <= exact THEN exact ELSE exact * 1.15 END}
            -- what the words may mean: a third 29 to 37
            WHEN second.high > second.low THEN {'low': second.low::DOUBLE * 100, 'high': most}
            ELSE {'low': exact * 0.85, 'high': exact * 1.15}
        END AS expected
    FROM pairs
    WHERE tie = 'fraction' AND second.dimension = 'ratio'
)

SELECT
    claim_id,
    part,
    span_start,
    span_end,
    RECOMPUTED(first, reported, expected, 'from "' || second.text || '" as a percentage') AS reading,
    [EVIDENCE_OF(second, 'other figure')] AS evidence,
    'The fraction and the percentage are not the same share.' AS message
FROM computed
WHERE DISJOINT(reported, expected)
