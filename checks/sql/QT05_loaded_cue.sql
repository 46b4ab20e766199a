/*
title = 'A loaded word for "said"'
severity = "info"
since = "0.1.0"
sources = [
  "Wikipedia Manual of Style: MOS:SAID",
  "AP Stylebook: said",
  "Reuters Handbook of Journalism: Attribution",
]
ask = 'Would "said" do?'
docs = '''
What it flags
Claimed, admitted, insisted, boasted: a reporting verb that says whether to believe the speaker. "Denied" and "revealed" tell what
somebody did, and are left alone.

Why it matters
The verb takes a side: "claimed" doubts, "admitted" convicts.

How to resolve
Use "said", and let the facts tell whether it is true.
'''

[[examples]]
text = '''The owner, Carl Reuss, claimed that the ferry had been inspected in March.'''
flags = ['''claimed''']

[[examples]]
text = '''The owner, Carl Reuss, denied that the ferry had been unsafe, and later revealed that it had been sold.'''
flags = []

[[examples]]
text = '''The owner, Carl Reuss, said that the ferry had been inspected in March.'''
flags = []
*/
SELECT
    features.claim_id,
    features.part,
    features.span_start,
    features.span_end,
    '“' || features.text || '” tells the reader whether to believe the speaker.' AS message
FROM features
WHERE features.feature = 'loaded_cue'
