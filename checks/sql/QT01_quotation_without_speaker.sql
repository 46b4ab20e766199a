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
A full quotation with no speaker in its sentence, in its paragraph or in the paragraph before.

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
WITH spoken AS (
    SELECT
        attributions.article_id,
        sentences.paragraph
    FROM attributions
    INNER JOIN sentences ON attributions.sentence_id = sentences.sentence_id
    WHERE attributions.attribution_class IN ('speech', 'document')
)

SELECT
    claims.claim_id,
    quotations.part,
    quotations.span_start,
    quotations.span_end,
    'Nobody near this quotation is named as saying it.' AS message
FROM quotations
INNER JOIN sentences ON quotations.sentence_id = sentences.sentence_id
INNER JOIN claims ON quotations.sentence_id = claims.sentence_id
WHERE
    NOT quotations.fragment
    AND quotations.attribution_id IS NULL
    AND quotations.part = 'text'
    AND claims.attribution_id IS NULL
    AND NOT EXISTS (
        SELECT 1
        FROM spoken
        WHERE
            spoken.article_id = quotations.article_id
            AND spoken.paragraph BETWEEN sentences.paragraph - 1 AND sentences.paragraph
    )
