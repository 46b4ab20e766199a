/*
title = "An attack by somebody who is not named"
severity = "critical"
since = "0.1.0"
sources = [
  "AP News Values and Principles: Anonymous sources",
  "Reuters Handbook of Journalism: Dealing with sources",
  "BBC Editorial Guidelines 3.3 (Anonymous sources)",
]
ask = "Why may this person attack without a name?"
docs = '''
What it flags
An opinion about somebody, or an attack, by a source without a name.

Why it matters
A name may be withheld for information, not for opinion: the one attacked cannot answer nobody.

How to resolve
Cut it, or find one who says it under a name.
'''

[[examples]]
text = '''“He is a coward and a liar,” said one aide, who asked not to be named.'''
flags = ['''He is a coward and a liar''']

[[examples]]
text = '''“The meeting begins at nine,” said one aide, who asked not to be named.'''
flags = []
*/
SELECT
    features.claim_id,
    features.part,
    features.span_start,
    features.span_end,
    '“' || features.text || '” is an opinion from somebody without a name.' AS message
FROM features
WHERE features.feature = 'anonymous_opinion'
