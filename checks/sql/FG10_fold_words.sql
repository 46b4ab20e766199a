/*
title = "Doubled, tripled or halved against the two ends"
severity = "warning"
since = "0.1.0"
sources = [
  "AP Stylebook: times; double",
  "Reuters Handbook of Journalism: Accuracy (check the arithmetic)",
]
ask = "By what factor did it change, and from which base?"
docs = '''
What it flags
"Doubled", "tripled", "quadrupled" or "halved" beside two ends whose ratio is another one; and, as a note only, such a word with no
base: "a near-doubling of prices" with neither end given.

Why it matters
The word is what readers remember. Without its two ends nobody can check it.

How to resolve
Divide the ends, or ask the source for them.
'''

[[examples]]
text = '''The town's share of renters doubled, from 5 percent to 12 percent.'''
flags = ['''doubled''']

[[examples]]
text = '''The rate officially doubled on Monday, to 6.8 percent from 3.4 percent.'''
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
        WHEN 'fold' THEN 'The two figures are not in the ratio that the word names.'
        ELSE 'The word names a ratio, but no base or ends are given.'
    END AS message,
    CASE relation WHEN 'fold' THEN 'warning' ELSE 'info' END AS severity
FROM comparisons
WHERE
    relation = 'fold_no_base'
    OR (relation = 'fold' AND (reported_high < expected_low OR reported_low > expected_high))
