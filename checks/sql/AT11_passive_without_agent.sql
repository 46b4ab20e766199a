/*
title = "Accused by whom?"
severity = "info"
since = "0.1.0"
sources = [
  "Wikipedia Manual of Style: MOS:WEASEL",
  "Reuters Handbook of Journalism: Attribution",
  "AP Stylebook: attribution",
]
ask = "By whom?"
docs = '''
What it flags
Was accused, is seen as, is said to: a passive that hides who accuses, sees or says.

Why it matters
The sentence makes an accusation or a reputation and leaves out whose it is.

How to resolve
Make it active: name who accuses, sees or says.
'''

[[examples]]
text = '''The treasurer was accused of hiding the deficit from the members for two years.'''
flags = ['''was accused''']

[[examples]]
text = '''The treasurer was accused by two members of the board of hiding the deficit.'''
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    '“' || text || '” leaves out by whom.' AS message,
    CASE
        WHEN gravest AND points >= 0 THEN 'warning'
        ELSE 'info'
    END AS severity,
    reading,
    evidence
FROM questions
WHERE question = 'passive_without_agent' AND points >= -8
