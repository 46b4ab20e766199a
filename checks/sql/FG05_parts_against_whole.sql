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
A whole whose parts the sentence names: parts that follow a colon or a dash, or that make "a total of" it, must add up to it; parts
that follow "including" must not exceed it. Each figure is allowed its rounding.

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
text = '''The plant would need 50 employees: 35 permanent workers and 15 temporary ones.'''
flags = []

[[examples]]
text = '''The storm hurt 40 people, including three firefighters and two nurses.'''
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
        WHEN 'parts_within' THEN 'The parts named after “including” exceed the whole.'
        ELSE 'The parts do not add up to the whole.'
    END AS message
FROM comparisons
WHERE
    relation IN ('parts_within', 'parts_sum')
    AND (reported_high < expected_low OR reported_low > expected_high)
