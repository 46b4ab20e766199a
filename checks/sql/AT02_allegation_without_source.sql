/*
title = "Allegation without a source"
severity = "warning"
since = "0.1.0"
sources = [
  "BBC Editorial Guidelines 3.3 and 6 (Allegations and fairness)",
  "Reuters Handbook of Journalism: Attribution",
  "AP Stylebook: attribution",
]
ask = "Who accuses them, and have they been asked?"
docs = '''
What it flags
Wrongdoing that the reporter asserts of somebody who can be identified, in the outlet's own voice: no accuser, no
court, no document.

Why it matters
Stated as fact it is the outlet's own accusation: unfair to the accused, and in many countries a libel.

How to resolve
Name the accuser or the document, say what the accused answers, or say what a court has found.
'''

[[examples]]
text = '''Harold Penn bribed two members of the harbour board before the vote in March.'''
flags = ['''bribed two members of the harbour board before the vote in March''']

[[examples]]
text = '''Prosecutors said in court on Monday that Harold Penn bribed two members of the harbour board.'''
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    'No accuser, court or document is named for this accusation.' AS message,
    CASE
        WHEN gravest AND points >= CASE WHEN thinly_sourced THEN 1 ELSE 5 END THEN 'warning'
        ELSE 'info'
    END AS severity,
    reading,
    evidence
FROM questions
WHERE question = 'allegation' AND NOT left_open AND points >= -13
