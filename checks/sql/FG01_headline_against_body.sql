/*
title = "Headline figure against body"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Accuracy (headlines and figures)",
  "BBC Editorial Guidelines 3.3.24 (headlines must be supported by the story)",
  "Huang et al., NumHG: a dataset for number-focused headline generation (2023)",
]
ask = "Which figure is right, the headline's or the body's?"
docs = '''
What it flags
A figure in the headline, standfirst, a caption or a key point for which the body gives another value of the same thing. "At least 39"
over a body that says 65 is stale rather than false. A headline figure that the body does not give at all is flagged too, but for
days, weeks and months and for counts up to four, which headlines work out from what the body tells.

Why it matters
Readers and other outlets quote the headline. Most figure errors in unaltered news pages are headlines that were not
updated when the story was.

How to resolve
Correct whichever is wrong; if the story moved on, update the headline.
'''

[[examples]]
title = '''31 killed in Norvale market blast'''
text = '''A bomb went off in the crowded market of Norvale on Sunday. The blast killed at least 57 people, the health ministry said.'''
flags = ['''31''']

[[examples]]
title = '''Ferry firm fined $3 million over oil spill'''
text = '''The ferry operator Halden Lines was fined $3 million on Monday over an oil spill in the harbour of Norvale.'''
flags = []

[[examples]]
title = '''Six things to know about the Norvale budget'''
text = '''The council of Norvale passed its budget on Monday. It raises the property tax by 4 percent.'''
flags = []
*/
SELECT
    claim_id,
    other_claim_id,
    part,
    span_start,
    span_end,
    reading,
    partners AS evidence,
    CASE
        WHEN relation = 'headline_absent' THEN 'The body does not give this figure of the headline.'
        WHEN LIST_CONTAINS(qualifiers, 'stale') THEN 'The body gives a higher figure: the headline may be out of date.'
        ELSE 'The headline and the body give different figures for what looks like the same thing.'
    END AS message
FROM comparisons
WHERE
    (relation = 'headline_absent' AND NOT LIST_HAS_ANY(qualifiers, ['list', 'quoted', 'ordinal', 'worked_out']))
    OR (relation = 'headline_body' AND (reported_high < expected_low OR reported_low > expected_high))
