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
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    reading,
    partners AS evidence,
    'The total is not the price of one times the count.' AS message
FROM comparisons
WHERE relation = 'unit_price' AND (reported_high < expected_low OR reported_low > expected_high)
