/*
title = "Cause without a source"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Attribution",
  "BBC Editorial Guidelines 3.2 (Accuracy: sourcing)",
  "BBC Editorial Guidelines 4.3 (Impartiality: analysis)",
]
ask = "Who says that this is the cause?"
docs = '''
What it flags
A cause or a meaning that the reporter gives an event: stem from, reflecting, fuelled by, leading to.

Why it matters
Why something happened is seldom a fact of record. Given without a source it is opinion in the dress of news.

How to resolve
Name who explains it so, or show the evidence, or say only what happened.
'''

[[examples]]
text = '''The strike spread to the ports on Tuesday, reflecting wider discontent with the government.'''
flags = ['''reflecting wider discontent with the government''']

[[examples]]
text = """\
The strike reflects wider discontent with the government, said Mara Lind, who teaches history at Norvale \
University."""
flags = []
*/
WITH context AS (
    SELECT
        claim_id,
        BOOL_OR(feature IN ('stakes', 'prominent')) AS grave,
        BOOL_OR(feature = 'attributed_elsewhere') AS elsewhere,
        LIST(
            {
                'article_id': article_id,
                'part': part,
                'span_start': span_start,
                'span_end': span_end,
                'role': REPLACE(feature, '_', ' ')
            } ORDER BY feature DESC
        ) FILTER (WHERE feature IN ('nearest_source', 'attributed_elsewhere')) AS evidence
    FROM features
    GROUP BY claim_id
)

SELECT
    own_voice.claim_id,
    own_voice.part,
    own_voice.span_start,
    own_voice.span_end,
    'No source is named for the cause that is given here.' AS message,
    CASE
        WHEN context.grave AND NOT context.elsewhere THEN 'critical'
        WHEN context.elsewhere AND NOT context.grave THEN 'info'
        ELSE 'warning'
    END AS severity,
    context.evidence
FROM features AS own_voice
INNER JOIN context ON own_voice.claim_id = context.claim_id
WHERE own_voice.feature = 'own_voice' AND own_voice.detail = 'cause'
