/*
title = "One source for a contested claim"
severity = "info"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Attribution",
  "Reuters Handbook of Journalism: Dealing with sources",
  "BBC Editorial Guidelines 3.2 (Accuracy: sourcing)",
]
ask = "Has anybody else confirmed it, and what do the accused say?"
docs = '''
What it flags
Somebody is accused of something, and the whole article names one source.

Why it matters
One source may be wrong or have an interest. The other side has not been heard.

How to resolve
Find a second source or a document, and ask the accused.
'''

[[examples]]
text = '''Harold Penn bribed two members of the board, Ada Voss told reporters on Monday.'''
flags = ['''bribed''']

[[examples]]
text = """\
Harold Penn bribed two members of the board, Ada Voss told reporters on Monday. Penn's lawyer, Carl Reuss, \
said the accusation was false."""
flags = []
*/
WITH sources AS (
    SELECT
        article_id,
        COUNT(DISTINCT LOWER(COALESCE(canonical_source, source_text))) AS named
    FROM attributions
    WHERE attribution_class IN ('speech', 'document') AND LENGTH(COALESCE(canonical_source, source_text)) > 0
    GROUP BY article_id
)

SELECT
    features.claim_id,
    features.part,
    features.span_start,
    features.span_end,
    'The accusation “' || features.text || '” rests on one source in the whole article.' AS message
FROM features
INNER JOIN claims ON features.claim_id = claims.claim_id
INNER JOIN sources ON features.article_id = sources.article_id
WHERE
    features.feature = 'allegation'
    AND features.detail = 'deed'
    AND claims.attribution_id IS NOT NULL
    AND sources.named = 1
QUALIFY ROW_NUMBER() OVER (PARTITION BY features.article_id ORDER BY features.part, features.span_start) = 1
