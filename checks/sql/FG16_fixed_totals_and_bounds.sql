/*
title = "Fixed totals and bounds"
severity = "critical"
since = "0.1.0"
sources = [
  "The constitutions and statutes named in extract/lexicons/en/fixed_totals.toml",
  "Brown and Heathers, The GRIM test, Social Psychological and Personality Science 8 (2017)",
]
ask = "How many are there, and can there be so many?"
docs = '''
What it flags
"All 58 states" of a country that has 50, a "51-50 tie", and a share of a group above 100 percent. Bodies of fixed size stand in a data
file with the law that fixes them; where the number is far off, another group may be meant and the flag is a note.

Why it matters
The figure cannot be true as it stands.

How to resolve
Look the total up, or name the group that is meant.
'''

[[examples]]
text = '''The ruling of the U.S. Supreme Court brings the new rule to all 58 states.'''
flags = ['''58''']

[[examples]]
text = '''The ruling of the U.S. Supreme Court brings the new rule to all 50 states.'''
flags = []

[[examples]]
text = '''The chief clerk would have to break a 51-50 tie in the council.'''
flags = ['''51-50''']

[[examples]]
text = '''The mayor broke a 50-50 tie in the council of Norvale, which has 101 seats.'''
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
        WHEN 'fixed_total' THEN 'The number is not the fixed size of this body.'
        WHEN 'tie' THEN 'A tie has two equal sides.'
        ELSE 'A share of a group cannot exceed 100 percent.'
    END AS message,
    CASE WHEN LIST_CONTAINS(qualifiers, 'other_group') THEN 'info' ELSE 'critical' END AS severity
FROM comparisons
WHERE
    relation IN ('fixed_total', 'tie', 'share_bound')
    AND (reported_high < expected_low OR reported_low > expected_high)
