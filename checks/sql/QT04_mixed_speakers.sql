/*
title = "Two speakers in one paragraph"
severity = "info"
since = "0.1.0"
sources = [
  "AP Stylebook: quotations in the news",
  "Wikipedia Manual of Style: MOS:SAID",
]
ask = "Does each speaker have a paragraph?"
docs = '''
What it flags
Direct quotations of two different speakers in one paragraph.

Why it matters
The reader easily gives the words of one to the other.

How to resolve
Begin a new paragraph with each new speaker.
'''

[[examples]]
text = '''“The bridge was never safe,” said Ana Brill. “It was safe for fifty years,” said Tom Abery.'''
flags = ['''Tom Abery''']

[[examples]]
text = '''“The bridge was never safe,” said Ana Brill. “We told them so.”'''
flags = []
*/
SELECT
    features.claim_id,
    features.part,
    features.span_start,
    features.span_end,
    '“' || features.text || '” is the second speaker quoted in this paragraph.' AS message
FROM features
WHERE features.feature = 'mixed_speakers'
