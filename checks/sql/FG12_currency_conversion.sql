/*
title = "Bracketed currency conversion"
severity = "warning"
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
currencies in a data file, a quarter wider: no day's rate is needed to see that $5 million is not £38 million.
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
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    reading,
    partners AS evidence,
    CASE relation
        WHEN 'currency_magnitude' THEN 'No exchange rate since 1990 makes one sum of the other.'
        ELSE 'This conversion implies another exchange rate than the article''s other one.'
    END AS message,
    CASE relation WHEN 'currency_magnitude' THEN 'critical' ELSE 'warning' END AS severity
FROM comparisons
WHERE
    relation IN ('currency_conversion', 'currency_magnitude')
    AND NOT LIST_CONTAINS(qualifiers, 'historic')
    AND (reported_high < expected_low OR reported_low > expected_high)
