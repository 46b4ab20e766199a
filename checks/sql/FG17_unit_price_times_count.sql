/*
title = "Unit price times count"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Accuracy (check the arithmetic)",
  "AP Stylebook: Numerals",
]
ask = "What do the pieces cost together?"
docs = '''
What it flags
A count, a price for each and a total in one sentence whose product is another one: "20 at $5 each, for $200". Discounts are left
alone.

Why it matters
One of the three numbers is wrong.

How to resolve
Multiply again, and correct the one that is wrong.
'''

[[examples]]
text = '''The school bought 20 chairs at $5 each, for a total of $200.'''
flags = ['''$200''']

[[examples]]
text = '''The school bought 20 chairs at $5 each, for a total of $100.'''
flags = []
*/
WITH purchases AS (
    SELECT
        price.*,
        price.second AS unit_price,
        many.second AS pieces,
        ROUNDED(price.first) AS reported,
        ROUNDED(price.second) AS one,
        ROUNDED(many.second) AS number
    FROM pairs AS price
    INNER JOIN pairs AS many
        ON price.article_id = many.article_id AND price.group_no = many.group_no AND many.tie = 'count_of'
    WHERE price.tie = 'price_of' AND price.first.unit = price.second.unit
),

computed AS (
    SELECT
        *,
        MULTIPLIED(one, number) AS expected
    FROM purchases
)

SELECT
    claim_id,
    part,
    span_start,
    span_end,
    RECOMPUTED(first, reported, expected, 'as ' || pieces.text || ' times ' || unit_price.text) AS reading,
    BOTH_OF(pieces, unit_price) AS evidence,
    'The total is not the price of one times the count.' AS message
FROM computed
WHERE DISJOINT(reported, expected)
