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

told AS (
    SELECT
        article_id,
        sentence_id,
        MIN(EXTRACT(YEAR FROM time_start)) AS first_year
    FROM figures
    GROUP BY article_id, sentence_id
),

sums AS (
    SELECT
        pairs.*,
        ROUNDED(pairs.first) AS reported,
        -- the converter had the sum before him: its own rounding opens it by a twentieth at most
        TRIMMED(pairs.second, 0.05) AS amount
    FROM pairs
    WHERE
        pairs.tie = 'exchange'
        AND pairs.first.unit <> pairs.second.unit
        -- a name that several countries' money bears says nothing of the rate
        AND NOT REGEXP_MATCHES(
            pairs.first.text || ' ' || pairs.second.text,
            '(?i)\b(?:francs?|rupees?|pesos?|crowns?|dinars?|rials?|riyals?|shillings?|liras?)\b'
        )
),

-- at any rate that was paid since the table begins, a quarter wider: a day's may lie outside a year's
conversions AS (
    SELECT
        sums.*,
        sums.reported.low / sums.amount.high AS least_rate,
        sums.reported.high / sums.amount.low AS greatest_rate,
        GREATEST(start.since, goal.since) AS since,
        CASE
            WHEN start.since IS NOT NULL AND goal.since IS NOT NULL
                THEN {
                    'low': sums.amount.low * goal.low / start.high * 0.75,
                    'high': sums.amount.high * goal.high / start.low * 1.25
                }
        END AS ever,
        COALESCE(DISJOINT(sums.reported, ever), FALSE) AS is_impossible
    FROM sums
    LEFT JOIN paid AS start ON sums.second.unit = start.currency
    LEFT JOIN paid AS goal ON sums.first.unit = goal.currency
    WHERE sums.amount.low > 0
),

-- a slip in one sum is no rate for the others
chained AS (
    SELECT
        conversions.*,
        FIRST_VALUE(conversions.pair_id) OVER same_currencies AS first_pair,
        FIRST_VALUE(conversions.second) OVER same_currencies AS first_amount,
        FIRST_VALUE(conversions.first) OVER same_currencies AS first_reported,
        FIRST_VALUE(conversions.least_rate) OVER same_currencies AS lowest,
        FIRST_VALUE(conversions.greatest_rate) OVER same_currencies AS highest,
        FIRST_VALUE(conversions.notes) OVER same_currencies AS first_notes
    FROM conversions
    WHERE NOT is_impossible
    WINDOW same_currencies AS (
        PARTITION BY conversions.article_id, conversions.second.unit, conversions.first.unit
        ORDER BY conversions.group_no
    )
),

computed AS (
    -- at the article's own rate, 3 % either way
    SELECT
        chained.*,
        'info' AS severity, -- the two may be of two days, and the first may be the wrong one
        'at the rate of "' || first_amount.text || '" ("' || first_reported.text || '")' AS how,
        {'low': chained.amount.low * lowest * 0.97, 'high': chained.amount.high * highest * 1.03} AS expected,
        LIST_CONTAINS(notes, 'historic') OR LIST_CONTAINS(first_notes, 'historic') AS is_historic
    FROM chained
    WHERE first_pair <> pair_id
    UNION ALL
    SELECT
        conversions.*,
        NULL AS first_pair,
        NULL AS first_amount,
        NULL AS first_reported,
        NULL AS lowest,
        NULL AS highest,
        NULL AS first_notes,
        'critical' AS severity,
        'from "' || conversions.second.text || '" at any rate since ' || conversions.since AS how,
        conversions.ever AS expected,
        LIST_CONTAINS(conversions.notes, 'historic')
        OR EXTRACT(YEAR FROM articles.published_at) < conversions.since
        OR told.first_year < conversions.since AS is_historic
    FROM conversions
    INNER JOIN articles ON conversions.article_id = articles.article_id
    LEFT JOIN told ON conversions.article_id = told.article_id AND conversions.first.sentence_id = told.sentence_id
    WHERE conversions.is_impossible
)

SELECT
    claim_id,
    part,
    span_start,
    span_end,
    severity,
    RECOMPUTED(first, reported, expected, how) AS reading,
    CASE severity
        WHEN 'critical' THEN [EVIDENCE_OF(second, 'other figure')]
        ELSE BOTH_OF(second, first_reported)
    END AS evidence,
    CASE severity
        WHEN 'critical' THEN 'No exchange rate of the years that are known makes one sum of the other.'
        ELSE 'This conversion implies another exchange rate than the article''s other one.'
    END AS message
FROM computed
WHERE NOT COALESCE(is_historic, FALSE) AND DISJOINT(reported, expected)
