/*
title = "Share against its base"
severity = "critical"
since = "0.1.0"
sources = [
  "Brown and Heathers, The GRIM test, Social Psychological and Personality Science 8 (2017)",
  "Reuters Handbook of Journalism: Accuracy (check the arithmetic)",
]
ask = "What share of the base is that?"
docs = '''
What it flags
A percentage that stands beside the part and the base it is a share of, and does not follow from them, roundings allowed. A share of a
small base that no whole number gives (33.3 percent of 20) is flagged too.

Why it matters
One of the three numbers is wrong, or the share is of something that the sentence does not name.

How to resolve
Recompute the share, or name its base.
'''

[[examples]]
text = '''Only 52 out of the 235 bridges in the register, or about 32 percent, had been inspected.'''
flags = ['''or about 32 percent''']

[[examples]]
text = '''Only 52 out of the 235 bridges in the register, or about 22 percent, had been inspected.'''
flags = []

[[examples]]
text = '''The principal said that 33.3 percent of the 20 pupils had missed the trip.'''
flags = ['''33.3 percent''']

[[examples]]
text = '''The principal said that 35 percent of the 20 pupils had missed the trip.'''
flags = []

[[examples]]
text = '''Only 241,200 out of 616,000 voters, or 39.2 percent, came.'''
flags = []

[[examples]]
text = '''Only 241,200 out of 616,000, or 39.3 percent, came.'''
flags = ['''39.3 percent''']

[[examples]]
text = '''Sixty staff, a tenth of its workforce of 400, will go.'''
flags = ['''a tenth''']

[[examples]]
text = '''Twenty-nine staff, a tenth of its workforce of 331, will go.'''
flags = []

[[examples]]
text = '''Of the 60 members, 33.4 percent voted yes. The club said that 40 percent of the 3 ships had sailed.'''
flags = ['''33.4 percent''', '''40 percent''']

[[examples]]
text = '''It will cut 60 jobs, or 10 percent of its 400 staff. Of the 97 boats, 12 (12.4 percent) sank.'''
flags = ['''10 percent''']

[[examples]]
text = '''About 4 in 10, 44%, of the young would move away.'''
flags = []

[[examples]]
text = '''The line promised its savers 4, 6 or even 8 per cent.'''
flags = []

[[examples]]
text = '''Ferry shares fell $3.87 1/2, or 8 percent.'''
flags = []

[[examples]]
text = '''Osk Marine is one of four yards that account for 85% of all hulls and employs about 25,000 people.'''
flags = []
[[examples]]
text = '''Of 14,460 settlers, 14,082 (97.3 percent) stayed in Norvale.'''
flags = []
*/
WITH shares AS MATERIALIZED (
    SELECT
        share.*,
        share.second AS amount,
        wholes.second AS base,
        CASE
            WHEN share.first.dimension = 'ratio' -- "a tenth" is 8.5 to 11.5 percent
                THEN WIDENED(100 * share.first.value::DOUBLE, 15 * share.first.value::DOUBLE)
            ELSE CUT(share.first)
        END AS reported,
        CASE
            WHEN wholes.second_id IS NOT NULL THEN SCALED(DIVIDED(SPREAD(share.second), SPREAD(wholes.second)), 100)
            -- "241,200 out of 616,000" read as one figure: both are printed whole; "4 in 10" is rounded to a tenth
            WHEN NUMBER_AT(share.second, 2) IS NOT NULL
                THEN
                    WIDENED(
                        share.second.value::DOUBLE * 100,
                        CASE
                            WHEN REGEXP_MATCHES(share.second.text, '\bin\b') THEN 50 / NUMBER_AT(share.second, 2)
                            ELSE 0.05
                        END
                    )
        END AS expected
    FROM pairs AS share
    LEFT JOIN pairs AS wholes
        ON share.article_id = wholes.article_id AND share.second_id = wholes.first_id AND wholes.tie = 'of_whole'
    WHERE share.tie = 'share'
),

-- GRIM: of few things, each share is some whole number of them
grim AS MATERIALIZED (
    SELECT
        pairs.*,
        SPREAD(pairs.first) AS reported,
        second AS base, -- noqa: RF02
        WIDENED(100 * ROUND(pairs.first.value * pairs.second.value / 100) / pairs.second.value, 0) AS expected
    FROM pairs
    WHERE
        pairs.tie = 'of_base'
        AND pairs.first.bound = 'exact'
        AND pairs.second.dimension = 'count'
        AND pairs.second.value BETWEEN 2 AND 99
        AND pairs.first_id NOT IN (
            SELECT shares.first_id FROM shares
            WHERE shares.expected IS NOT NULL
        )
)

SELECT
    claim_id,
    part,
    span_start,
    span_end,
    RECOMPUTED(
        first,
        reported,
        expected,
        '"' || amount.text || COALESCE('" of "' || base.text, '') || '" as a percentage'
    ) AS reading,
    BOTH_OF(amount, base) AS evidence,
    'The percentage does not follow from the part and the base beside it.' AS message,
    CASE WHEN LIST_CONTAINS(notes, 'weighted') THEN 'info' ELSE 'critical' END AS severity
FROM shares
WHERE DISJOINT(reported, expected)
UNION ALL
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    RECOMPUTED(
        first, reported, expected, 'as the nearest share that a whole number of "' || base.text || '" gives'
    ) AS reading,
    [EVIDENCE_OF(base, 'other figure')] AS evidence,
    'No whole number of this base gives this percentage.' AS message,
    'info' AS severity -- the base is often another one
FROM grim
WHERE DISJOINT(reported, expected)
