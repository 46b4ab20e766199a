/*
title = "Source without a name"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Attribution",
  "AP News Values and Principles: Anonymous sources",
  "BBC Editorial Guidelines 3.2 (Accuracy: sourcing)",
]
ask = "Can this source be named, or described more closely?"
docs = '''
What it flags
A person, a group or an organisation that says something and is not named: one woman, several protesters, state
media, authorities. It weighs more where people were hurt, money moved or a crime is told. An official body that its
office names (police, the ministry, the coastguard) has a name.

Why it matters
A source without a name can be neither asked nor held to its words.

How to resolve
Give the name, the rank, the office or the outlet, or say why it is withheld.
'''

[[examples]]
text = '''State media reported on Friday that 18 soldiers had been killed in the riots.'''
flags = ['''State media''']

[[examples]]
text = '''“We have no bread,” one woman said.'''
flags = ['''one woman''']

[[examples]]
text = '''The army said that 18 divers had drowned, and police in the town said that two boats had burned.'''
flags = []

[[examples]]
text = '''Health authorities said that 18 divers had drowned.'''
flags = ['''Health authorities''']

[[examples]]
text = '''The interior minister, Lena Orsk, said that 18 soldiers had been killed in the riots.'''
flags = []
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    '“' || text || '” is not named.' AS message,
    CASE
        WHEN gravest AND points >= CASE question WHEN 'anonymous_source' THEN 5 ELSE 3 END THEN 'warning'
        ELSE 'info'
    END AS severity,
    reading,
    evidence
FROM questions
WHERE (question = 'unnamed_source' OR sign = 'anonymous_source_described') AND points >= -8
