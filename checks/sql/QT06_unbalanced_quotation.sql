/*
title = "A quotation mark without its partner"
severity = "info"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Quotes",
  "AP Stylebook: quotation marks",
]
ask = "Where does the quotation end?"
docs = '''
What it flags
An opening quotation mark that is never closed, or a closing one that was never opened.

Why it matters
The reader cannot tell where the speaker stops and the reporter begins.

How to resolve
Set the missing mark.
'''

[[examples]]
text = '''“The bridge was never safe, said Ana Brill, who runs the ferry across the river.'''
flags = ['''“''']

[[examples]]
text = '''“The bridge was never safe,” said Ana Brill, who runs the ferry across the river.'''
flags = []
*/
SELECT
    features.claim_id,
    features.part,
    features.span_start,
    features.span_end,
    'This quotation mark has no partner in its paragraph.' AS message
FROM features
WHERE features.feature = 'unbalanced_quotation'
