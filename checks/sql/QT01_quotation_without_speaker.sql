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
somebody acts there, who may be the speaker, and where a paragraph is a quotation only, the one before tells what
somebody said without quoting it, and two people speak around it.

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
Ana Brill said the ferry would not sink.\n\nTom Abery said that the harbour was safe.\n\n“We have been lied to for \
ten years.”\n\nAna Brill said the harbour was full of mud."""
flags = ['''We have been lied to for ten years.''']

[[examples]]
text = """\
Two kinds of parents call, Ana Brill said.\n\nHer answer to the second?\n\n“I just tell them that we will see them \
when this is over.”"""
flags = []

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
    CASE features.detail
        WHEN 'between_speakers' THEN 'Two people speak around this quotation, and nothing says whose it is.'
        ELSE 'Nobody near this quotation is named as saying it.'
    END AS message,
    CASE WHEN features.detail IN ('somebody_acts', 'between_speakers') THEN 'info' ELSE 'critical' END AS severity
FROM features
WHERE features.feature = 'lone_quotation'
