/*
title = "Bracketed currency conversion"
severity = "critical"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Accuracy (currency conversions)",
  "AP Stylebook: currency conversions",
]
ask = "At which rate was this converted?"
docs = '''
What it flags
A bracketed conversion that implies a rate more than 3 percent from that of the article's first one between the same two
currencies, once both are allowed their rounding. One conversion by itself is held against the lowest and highest rate since 1990 of the
currencies in a data file, a quarter wider: no day's rate is needed to see that $5 million is not £38 million. That is asked aloud, a
second rate in a note.
Historic rates ("at the time", "then") are left alone.

Why it matters
One sum is wrong, often by million for billion, or by multiplying where one should divide.

How to resolve
Convert both sums at one rate, and say which day's it is.
'''

[[examples]]
text = """\
The council will pay $5 million (£3.8 million) for the bridge. A second bridge cost $10 million (£7.6 million), and a tunnel \
$20 million (£152 million)."""
flags = ['''£152 million''']

[[examples]]
text = '''The council will pay $5 million (£3.8 million) for the bridge. A second bridge cost $10 million (£7.6 million).'''
flags = []

[[examples]]
text = '''The council will pay $5 million (£38 million) for the bridge.'''
flags = ['''£38 million''']

[[examples]]
text = '''The council will pay 3 billion yen ($27 billion) for the bridge.'''
flags = ['''$27 billion''']

[[examples]]
text = '''The council will pay 3 billion yen ($20 million) for the bridge. In 1910 a bridge cost $5 million, then worth £38 million (€50 million).'''
flags = []

[[examples]]
text = '''The council will pay $5.0 million (£3.8 million) for the bridge, and $20 million (£17.1 million) for a tunnel.'''
flags = ['''£17.1 million''']

[[examples]]
text = '''The council will pay $5.0 million (£3.8 million) for the bridge, and $20 million (£13.1 million) for a tunnel.'''
flags = ['''£13.1 million''']

[[examples]]
text = '''The bridge cost $5 million (£1.4 million).'''
flags = ['''£1.4 million''']

[[examples]]
text = '''The bridge cost $5 million (£6.9 million).'''
flags = ['''£6.9 million''']

[[examples]]
text = '''In 1975 the bridge cost $5 million (£38 million).'''
flags = []

[[examples]]
text = '''The singers were fined 3m rupees (£8,000), and the school was promised 10 million francs ($2 million).'''
flags = []

[[examples]]
text = '''The suits sold for $110,00 (£59,000). A shirt fetched $2,115 (£1,140) and a hat $3,000 (£1,616).'''
flags = ['''£59,000''']
*/
WITH paid AS (
    SELECT
        currency,
        MIN(since) AS since,
        MIN(low) AS low,
        MAX(high) AS high
    FROM rates
    GROUP BY currency
),

sums AS MATERIALIZED (
    SELECT
        *,
        ROUNDED(first) AS reported,
        TRIMMED(second, 0.05) AS amount -- the converter had it before him
    FROM pairs
    WHERE
        tie = 'exchange'
        AND first.unit <> second.unit
        -- a name that several countries' money bears says nothing of the rate
        AND NOT REGEXP_MATCHES(
            first.text || ' ' || second.text,
            '(?i)\b(?:francs?|rupees?|pesos?|crowns?|dinars?|rials?|riyals?|shillings?|liras?)\b'
        )
),

conversions AS MATERIALIZED (
    SELECT
        sums.*,
        DIVIDED(reported, amount) AS rate,
        GREATEST(start.since, goal.since) AS since,
        -- at any rate that was paid since the table begins, a quarter wider: a day's may lie outside a year's
        MULTIPLIED(amount, {'low': goal.low / start.high * 0.75, 'high': goal.high / start.low * 1.25}) AS ever,
        COALESCE(DISJOINT(reported, ever), FALSE) AS is_impossible
    FROM sums
    LEFT JOIN paid AS start ON sums.second.unit = start.currency
    LEFT JOIN paid AS goal ON sums.first.unit = goal.currency
),

-- else at the article's own rate, 3 % either way: a slip in one sum is no rate for the others
computed AS (
    SELECT
        *,
        FIRST_VALUE(first) OVER same_currencies AS first_reported,
        FIRST_VALUE(second) OVER same_currencies AS first_amount,
        CASE
            WHEN is_impossible THEN ever
            ELSE
                {
                    'low': amount.low * FIRST_VALUE(rate.low) OVER same_currencies * 0.97,
                    'high': amount.high * FIRST_VALUE(rate.high) OVER same_currencies * 1.03
                }
        END AS expected
    FROM conversions
    WINDOW same_currencies AS (PARTITION BY article_id, is_impossible, second.unit, first.unit ORDER BY group_no)
)

SELECT
    claim_id,
    part,
    span_start,
    span_end,
    -- the two may be of two days, and the first may be the wrong one
    CASE WHEN is_impossible THEN 'critical' ELSE 'info' END AS severity,
    RECOMPUTED(
        first,
        reported,
        expected,
        CASE
            WHEN is_impossible THEN 'from "' || second.text || '" at any rate since ' || since
            ELSE 'at the rate of "' || first_amount.text || '" ("' || first_reported.text || '")'
        END
    ) AS reading,
    CASE
        WHEN is_impossible THEN [EVIDENCE_OF(second, 'other figure')] ELSE BOTH_OF(second, first_reported)
    END AS evidence,
    CASE
        WHEN is_impossible THEN 'No exchange rate of the years that are known makes one sum of the other.'
        ELSE 'This conversion implies another exchange rate than the article''s other one.'
    END AS message
FROM computed
WHERE
    DISJOINT(reported, expected)
    AND NOT (
        is_impossible
        AND COALESCE(
            (
                SELECT MIN(YEAR(figures.time_start)) FROM figures
                WHERE figures.sentence_id = first.sentence_id
            ) < since,
            FALSE
        )
    )
