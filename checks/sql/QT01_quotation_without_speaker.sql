/*
title = "Quotation without a speaker"
severity = "critical"
since = "0.1.0"
sources = [
  "AP Stylebook: quotations in the news",
  "Reuters Handbook of Journalism: Quotes",
  "BBC Editorial Guidelines 3.2 (Accuracy: sourcing)",
]
ask = "Who said these words?"
docs = '''
What it flags
A full quotation with no speaker in its sentence, in its paragraph or in the paragraph before. It is a note where
somebody acts there, who may be the speaker.

Why it matters
Quotation marks promise that a person said exactly this. Without the person the promise is empty.

How to resolve
Name the speaker at the first natural break, or take the marks off and report the thought on somebody's authority.
'''

[[examples]]
text = """\
The bridge at Norvale was closed for a third day on Friday.\n\nCranes stood idle beside the river.\n\n“We have \
been lied to for ten years and nobody has ever paid for it.”\n\nThe works began in 2011."""
flags = ['''We have been lied to for ten years and nobody has ever paid for it.''']

[[examples]]
text = """\
“We have been lied to for ten years,” said Ana Brill, who runs the ferry. “Nobody has ever paid for it.”"""
flags = []
*/
SELECT
    features.claim_id,
    features.part,
    features.span_start,
    features.span_end,
    'Nobody near this quotation is named as saying it.' AS message,
    CASE WHEN features.detail = 'somebody_acts' THEN 'info' ELSE 'critical' END AS severity
FROM features
WHERE features.feature = 'lone_quotation'
