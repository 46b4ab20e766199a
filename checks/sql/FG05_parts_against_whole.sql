/*
title = "Parts against whole"
severity = "critical"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Accuracy (check the arithmetic)",
  "IFLA, Numbers in the newsroom (S. Cohn Livingston and P. Voakes, Working with Numbers and Statistics, 2005)",
]
ask = "Do the parts add up to the whole?"
docs = '''
What it flags
A whole whose parts the sentence names: parts that follow a colon, that make "a total of" it or it "in all", or that a dash counts out to nearly the
whole, must add up to it; other parts behind a dash, and parts that follow "including", must not exceed it. Each figure is allowed
its rounding.

Why it matters
One of the numbers is wrong, or the parts overlap and the sentence does not say so.

How to resolve
Add the parts up again, and say when some are left out or counted twice.
'''

[[examples]]
text = '''A total of 30 diplomats are being expelled, including 48 at the embassy and 12 at the consulate.'''
flags = ['''30''']

[[examples]]
text = '''Of the donors, 14 were women: four Republicans and seven Democrats.'''
flags = ['''14''']

[[examples]]
text = '''Voters asked for 2.8 million ballots — 1.8 million by women and nearly 700,000 by men, the clerk said.'''
flags = []

[[examples]]
text = '''The plant would need 50 employees: 35 permanent workers and 15 temporary ones.'''
flags = []

[[examples]]
text = '''The storm hurt 40 people, including three firefighters and two nurses.'''
flags = []

[[examples]]
text = '''The mayor drew three crowds, including 6,000 at a park and 900 at a pier. Police spoke of three ages: 23, 30 and 63.'''
flags = []

[[examples]]
text = '''The fund holds $50 million, including 60 million euros, the bank said.'''
flags = []
[[examples]]
text = '''The fund raised 4,210 crowns in March, 3,905 in April and 1,125 in May, a total of 9,325 crowns.'''
flags = ['''9,325''']

[[examples]]
text = '''The fund raised 4,210 crowns in March, 3,905 in April and 1,120 in May, 9,235 crowns in all.'''
flags = []

[[examples]]
text = '''The storm hurt 14 women, 9 men and 3 children, 28 people in all.'''
flags = ['''28''']
*/
WITH sums AS (
    SELECT
        tie,
        ANY_VALUE(claim_id) AS claim_id,
        ANY_VALUE(first) AS whole,
        LIST(second ORDER BY second.span_start) AS parts,
        STRING_AGG(second.text, ' + ' ORDER BY second.span_start) AS named,
        {'low': SUM(SPREAD(second).low), 'high': SUM(SPREAD(second).high)} AS total,
        MAX(SPREAD(second).low) AS largest,
        BOOL_OR(REGEXP_MATCHES(words_between, '[—–-]\s*$')) AS behind_a_dash
    FROM pairs
    WHERE tie IN ('includes', 'sum_of')
    GROUP BY article_id, group_no, tie
    HAVING BOOL_AND(second.unit = first.unit)
),

computed AS (
    SELECT
        *,
        SPREAD(whole) AS reported,
        CASE
            -- nor need parts behind a dash be all, but where a few are counted out to nearly the whole
            WHEN tie = 'includes' OR (behind_a_dash AND (whole.value > 100 OR total.high < 0.75 * whole.value))
                THEN {'low': total.low, 'high': GREATEST(total.high, SPREAD(whole).high)}
            ELSE total
        END AS expected
    FROM sums
    WHERE
        whole.value IS DISTINCT FROM LENGTH(parts) -- "three ages: 23, 30 and 63"
        AND largest <= 1500 * SPREAD(whole).high -- "three crowds, including 6,000 at a park"
)

SELECT
    claim_id,
    whole.part,
    whole.span_start,
    whole.span_end,
    RECOMPUTED(
        whole, reported, expected, CASE tie WHEN 'includes' THEN 'as at least ' ELSE 'as ' END || named
    ) AS reading,
    LIST_TRANSFORM(parts, LAMBDA figure : EVIDENCE_OF(figure, 'other figure')) AS evidence,
    CASE tie
        WHEN 'includes' THEN 'The parts named after “including” exceed the whole.'
        ELSE 'The parts do not add up to the whole.'
    END AS message
FROM computed
WHERE DISJOINT(reported, expected)
