/*
title = "Quoted words without a speaker"
severity = "info"
since = "0.1.0"
sources = [
  "AP Stylebook: quotations in the news",
  "Reuters Handbook of Journalism: Quotes",
]
ask = "Whose words are these?"
docs = '''
What it flags
Five or more words in quotation marks that say something, with no source clause in the sentence. Fewer are a scare quote, a
slogan or a title.

Why it matters
The marks say that these are somebody's words, or that the reporter stands off from them; the reader cannot tell
which.

How to resolve
Say whose words they are, or take the marks off.
'''

[[examples]]
text = '''The plan was rushed through before the recess to “stop the wreckers of this town from winning”.'''
flags = ['''stop the wreckers of this town from winning''']

[[examples]]
text = '''The council rushed the “emergency powers plan” through before the recess.'''
flags = []

[[examples]]
text = '''The mayor, Tom Abery, said the plan would “stop the wreckers of this town from winning”.'''
flags = []
*/
SELECT
    features.claim_id,
    features.part,
    features.span_start,
    features.span_end,
    'Nobody is named for the quoted words “' || features.text || '”.' AS message
FROM features
WHERE features.feature = 'quoted_fragment'
