/*
title = "Fixed totals and bounds"
severity = "critical"
since = "0.1.0"
sources = [
  "The constitutions and statutes named in warehouse/known/bodies.csv",
  "Brown and Heathers, The GRIM test, Social Psychological and Personality Science 8 (2017)",
]
ask = "How many are there, and can there be so many?"
docs = '''
What it flags
"All 58 states" of a country that has 50, a "51-50 tie", and a share of a group above 100 percent. A range that names its higher end
first, an average outside the range it stands beside, "all 18 miners" after "at least 20 miners", and three or more shares of one
vote, or of one question with its undecided, that add up to more than 100 and half a point for each. Bodies of fixed size stand in a
data file with the law that fixes them; where the number is far off, another group is meant.

Why it matters
The figure cannot be true as it stands.

How to resolve
Look the total up, or name the group that is meant; say when people could give several answers.
'''

[[examples]]
text = '''The ruling of the U.S. Supreme Court brings the new rule to all 58 states.'''
flags = ['''58''']

[[examples]]
text = '''The ruling of the U.S. Supreme Court brings the new rule to all 50 states.'''
flags = []

[[examples]]
text = '''The premier of Merrin spoke to the heads of all 58 states.'''
flags = []

[[examples]]
text = '''In the poll 120 percent of voters backed the bridge.'''
flags = ['''120 percent''']

[[examples]]
text = '''The chief clerk would have to break a 51-50 tie in the council.'''
flags = ['''51-50''']

[[examples]]
text = '''The mayor broke a 50-50 tie in the council of Norvale, which has 101 seats.'''
flags = []

[[examples]]
text = '''Between 60 and 40 people waited at the ferry.'''
flags = ['''Between 60 and 40''']

[[examples]]
text = '''Between 40 and 60 people waited at the ferry. The tax falls from 5 to 3 percent, and Ortega leads 48-44 percent.'''
flags = []

[[examples]]
text = '''Fares ranged from $20 to $50, with an average of $65.'''
flags = ['''$65''']

[[examples]]
text = '''Fares ranged from $20 to $50, with an average of $35. Last year they ranged from $15 to $30, against a national average of $65.'''
flags = []

[[examples]]
text = """\
At least 20 miners were trapped in the Orsk shaft on Monday.

On Friday all 18 miners were brought up alive."""
flags = ['''18''']

[[examples]]
text = """\
At least 20 people were hurt when the bus left the road.

All 18 people aboard the ferry were safe, and all 20 miners who worked the shaft came up."""
flags = []

[[examples]]
text = '''Ortega won 45 percent of the vote, Lindqvist 40 percent and Marek 25 percent.'''
flags = ['''25 percent''']

[[examples]]
text = '''In the poll, 48 percent favor the bridge, 47 percent oppose it and 12 percent are undecided.'''
flags = ['''12 percent''']

[[examples]]
text = """\
Ortega won 45 percent of the vote, Lindqvist 40 percent and Marek 15 percent.

Asked what worries them, and allowed more than one answer, 62 percent named rents, 48 percent schools and 30 percent the ferry.

Of the men 62 percent favor the bridge, of the women 55 percent, and of the pensioners 40 percent; the rest are undecided."""
flags = []

[[examples]]
text = '''Prices dropped 150 percent in a year, the firm said, and the boat uses 300 percent less fuel.'''
flags = ['''150 percent''', '''300 percent''']

[[examples]]
text = '''Ortega won 45 percent of the vote, Lindqvist 40 percent and Marek 16 percent.'''
flags = []

[[examples]]
text = '''Ortega won 45 percent of the vote, Lindqvist 40 percent and Marek 17 percent.'''
flags = ['''17 percent''']

[[examples]]
text = '''Few can tell a picture between 4K and 1080p at that distance.'''
flags = []

[[examples]]
text = '''With more than 99% of the vote counted, Lind had 58% and Ortega 42%.'''
flags = []

[[examples]]
text = '''The yes side won 53% of the vote in Norvale, 57% in Osk and 51% in Merrin.'''
flags = []
*/
WITH known AS (
    SELECT
        *,
        UNNEST(counted) AS words
    FROM bodies
    CROSS JOIN UNNEST(totals) AS sizes (total)
),

bounded AS (
    -- a tie has equal sides, a range its lower end first, an average lies within, a share up to the whole
    SELECT
        tie,
        claim_id,
        first,
        CASE tie WHEN 'mean_of' THEN [EVIDENCE_OF(second, 'other figure')] END AS evidence,
        CASE tie
            WHEN 'tied' THEN WIDENED(NUMBER_AT(first, 1), 0)
            WHEN 'ranged' THEN WIDENED(first.range_high::DOUBLE, 0)
            ELSE SPREAD(first)
        END AS reported,
        CASE tie
            WHEN 'tied' THEN WIDENED(NUMBER_AT(first, 2), 0)
            WHEN 'ranged' THEN WIDENED(first.range_low::DOUBLE, 0)
            WHEN 'mean_of' THEN {'low': second.range_low::DOUBLE, 'high': second.range_high::DOUBLE}
            ELSE {'low': 0.0, 'high': 100.0}
        END AS expected,
        CASE tie
            WHEN 'tied' THEN 'from the word “tie”, both sides alike'
            WHEN 'ranged' THEN 'lowest first, up to the other end'
            WHEN 'mean_of' THEN 'within "' || second.text || '"'
            ELSE 'as a share of a whole'
        END AS how,
        CASE tie
            WHEN 'tied' THEN 'A tie has two equal sides.'
            WHEN 'ranged' THEN 'The range names its higher end first.'
            WHEN 'mean_of' THEN 'An average lies between the least and the most.'
            WHEN 'falls_by' THEN 'Nothing falls by more than all of it, 100 percent.'
            ELSE 'A share of a group cannot exceed 100 percent.'
        END AS message
    FROM pairs
    WHERE
        tie IN ('tied', 'falls_by', 'mean_of', 'of_group')
        OR (
            tie = 'ranged'
            AND LIST_CONTAINS(notes, 'falling')
            AND NOT REGEXP_MATCHES(first.text, '[-−–]|minus|below|\d[Kp]\b')
        )
    UNION ALL BY NAME
    -- "all 58 states": the law fixes how many
    SELECT
        pairs.claim_id,
        pairs.first,
        WIDENED(pairs.first.value::DOUBLE, 0) AS reported,
        WIDENED(known.total, 0) AS expected,
        'from the ' || PLAIN(known.total) || ' there are (' || known.source || ')' AS how,
        'The number is not the fixed size of this body.' AS message
    FROM pairs
    INNER JOIN articles ON pairs.article_id = articles.article_id
    INNER JOIN known
        ON
            pairs.first.value BETWEEN known.least AND known.most
            AND REGEXP_MATCHES(pairs.words_between, '^\s*' || REGEXP_ESCAPE(known.words) || '\b')
            AND REGEXP_MATCHES(
                articles.text || ' ',
                '\b(?:' || REPLACE(REGEXP_ESCAPE(ARRAY_TO_STRING(known.named, '|')), '\|', '|') || ')\W'
            )
    WHERE pairs.tie = 'all_of'
    QUALIFY
        ROW_NUMBER() OVER (
            PARTITION BY pairs.pair_id
            ORDER BY LENGTH(known.words) DESC, ABS(known.total - pairs.first.value) ASC, known.total ASC
        ) = 1
    UNION ALL BY NAME
    -- "all 18 miners" after "at least 20 miners"
    SELECT
        'fewer' AS tie,
        pairs.claim_id,
        pairs.first,
        [EVIDENCE_OF(counts, 'other figure')] AS evidence,
        WIDENED(pairs.first.value::DOUBLE, 0) AS reported,
        {'low': counts.value::DOUBLE, 'high': GREATEST(counts.value, pairs.first.value)::DOUBLE} AS expected,
        'from the earlier "' || counts.text || '"' AS how,
        'An earlier sentence counts more of them than “all”.' AS message
    FROM pairs
    INNER JOIN figures AS counts
        ON
            pairs.article_id = counts.article_id
            AND pairs.first.counted_head = counts.counted_head
            AND pairs.first.span_start > counts.span_end
            AND counts.bound IN ('at_least', 'over')
    WHERE
        pairs.tie = 'all_of'
        AND NOT LIST_HAS_ANY(
            pairs.first.reads || counts.reads,
            ['subset', 'earlier', 'comparison', 'conditional', 'negated', 'question']
        )
        AND NOT REGEXP_MATCHES(
            pairs.words_between,
            '(?i)^\W*(?:\w+\W+){1,4}?(?:who|that|which|whose|aboard|on|in|at|from|of|with|for)\b'
        )
    QUALIFY ROW_NUMBER() OVER (PARTITION BY pairs.pair_id ORDER BY counts.value DESC, counts.span_start ASC) = 1
    UNION ALL BY NAME
    -- the shares of one vote, each rounded by half a point
    SELECT
        'adds_to' AS tie,
        ANY_VALUE(claim_id) AS claim_id,
        ANY_VALUE(first) AS first,
        LIST(EVIDENCE_OF(second, 'other figure') ORDER BY second.span_start) AS evidence,
        WIDENED((ANY_VALUE(first.value) + SUM(second.value))::DOUBLE, 0) AS reported,
        {'low': 0.0, 'high': 100 + 0.5 * (COUNT(*) + 1)} AS expected,
        'as the most that rounded shares of one whole make' AS how,
        'The shares of one whole add up to more than 100 percent.' AS message
    FROM pairs
    WHERE tie = 'adds_to' AND second.unit = 'percent'
    GROUP BY article_id, group_no
    HAVING BOOL_AND(second.value IS NOT NULL)
)

SELECT
    claim_id,
    first.part,
    first.span_start,
    first.span_end,
    RECOMPUTED(first, reported, expected, how) AS reading,
    evidence,
    message,
    CASE
        WHEN tie IN ('ranged', 'fewer', 'adds_to') THEN 'info' -- odd, but clear; all of others; several answers to a person
        WHEN tie = 'mean_of' THEN 'warning'
        ELSE 'critical'
    END AS severity
FROM bounded
WHERE DISJOINT(reported, expected)
