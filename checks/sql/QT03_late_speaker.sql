/*
title = "The speaker comes late"
severity = "info"
since = "0.1.0"
sources = [
  "AP Stylebook: quotations in the news",
  "Reuters Handbook of Journalism: Quotes",
]
ask = "Can the speaker be named earlier?"
docs = '''
What it flags
A long quotation whose speaker is named only at its end, or in the next paragraph.

Why it matters
The reader has to take in words without knowing whose they are.

How to resolve
Name the speaker before the quotation or at its first natural break.
'''

[[examples]]
text = """\
“The bridge was never safe, we told them so in the first winter, we told them again when the second pier \
moved, and we wrote it down in three reports that anybody in the ministry could have read. Nobody came, nobody \
called, and nobody answered one of our letters in all those years, until the day the pier fell into the \
river,” said Ana Brill."""
flags = ['''said Ana Brill''']

[[examples]]
text = '''“The bridge was never safe,” said Ana Brill.'''
flags = []
*/
SELECT
    features.claim_id,
    features.part,
    features.span_start,
    features.span_end,
    'The speaker of this quotation is named late.' AS message
FROM features
WHERE features.feature = 'late_speaker'
