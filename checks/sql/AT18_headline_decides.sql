/*
title = "A headline that decides"
severity = "info"
since = "0.1.0"
sources = [
  "BBC Editorial Guidelines 3.3 (Accuracy: headlines)",
  "Reuters Handbook of Journalism: Headlines",
  "AP Stylebook: headlines",
]
ask = "Does the story bear this out?"
docs = '''
What it flags
A charge, a cause or a future that the headline states as a fact, while the story below leaves it open: alleged,
disputed, under investigation, possible.

Why it matters
Most readers see the headline alone. What it decides, the story cannot take back.

How to resolve
Put the doubt, or whose words these are, into the headline.
'''

[[examples]]
title = '''Faulty cable caused fire at Norvale hospital'''
text = '''A cable may have caused the fire at the hospital in Norvale, and inspectors are still at work.'''
flags = ['''caused fire at Norvale hospital''']

[[examples]]
title = '''Cable may have caused fire at Norvale hospital'''
text = '''The hospital in Norvale burned on Monday, and nobody was hurt.'''
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    'The headline states as a fact what the story leaves open.' AS message,
    'info' AS severity,
    reading,
    evidence
FROM questions
WHERE left_open AND gravest AND question IN ('allegation', 'cause', 'prediction')
