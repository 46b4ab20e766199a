/*
title = "Said by an unnamed crowd"
severity = "warning"
since = "0.1.0"
sources = [
  "Wikipedia Manual of Style: MOS:WEASEL",
  "Reuters Handbook of Journalism: Attribution",
  "BBC Editorial Guidelines 3.2 (Accuracy: sourcing)",
]
ask = "Which of them? Can one be named?"
docs = '''
What it flags
Experts, critics, observers or studies say something, and none of them is named here or in the next two sentences.
Less speaks for a loud flag where what they say is neither grave nor to be contested (a figure, a charge, a cause …).

Why it matters
A crowd lends weight that nobody can test; often it is one person, or the reporter.

How to resolve
Name one of them, or the study, or say how many were asked.
'''

[[examples]]
text = """\
Critics say the dam will never hold the spring flood, and that the money was spent on the road."""
flags = ['''Critics say''']

[[examples]]
text = """\
Critics say the dam will never hold the spring flood. “It is built on sand,” said Ines Calder, an engineer at \
Norvale University."""
flags = []

[[examples]]
text = """\
The council asked 900 anglers about the dam. A majority of them, 56 per cent, said it would not hold."""
flags = []

[[examples]]
text = """\
Investors in Norvale can see the losses of the port at last."""
flags = []

[[examples]]
text = """\
Lind’s research found that the ferries of Osk lose money in winter."""
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    '“' || text || '” names none of them.' AS message,
    CASE
        WHEN gravest AND points >= CASE WHEN weighty THEN 1 ELSE 3 END THEN 'warning'
        ELSE 'info'
    END AS severity,
    reading,
    evidence
FROM questions
WHERE question = 'weasel_crowd' AND points >= -8
