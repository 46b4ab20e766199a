/*
title = 'Who is "he"?'
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Attribution",
  "AP Stylebook: pronouns",
]
ask = "Who is this?"
docs = '''
What it flags
A source that is a pronoun, or "the official", where nobody was named before whom it could mean.

Why it matters
The reader is told that somebody vouches for the statement, and not who.

How to resolve
Put the name where the pronoun stands.
'''

[[examples]]
text = '''The road was closed at noon. He said the repairs would take a month.'''
flags = ['''He''']

[[examples]]
text = """\
The road was closed at noon by the county engineer, Ben Okoro. He said the repairs would take a month."""
flags = []
*/
SELECT
    features.claim_id,
    features.part,
    features.span_start,
    features.span_end,
    '“' || features.text || '” points at nobody named before.' AS message
FROM features
WHERE features.feature = 'dangling_source'
