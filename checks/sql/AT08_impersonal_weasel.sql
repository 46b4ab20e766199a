/*
title = "Nobody says so"
severity = "critical"
since = "0.1.0"
sources = [
  "Wikipedia Manual of Style: MOS:WEASEL",
  "Reuters Handbook of Journalism: Attribution",
  "BBC Editorial Guidelines 3.2 (Accuracy: sourcing)",
]
ask = "Who says this, believes this or regards it so?"
docs = '''
What it flags
Words that lend a statement an authority without a person: "it could be said", "it is believed", "is widely
regarded".

Why it matters
The reader takes an opinion for common knowledge, and nobody can be asked about it.

How to resolve
Name one who says so, or make it the analysis of a named reporter, or cut it.
'''

[[examples]]
text = """\
It could be said that the protests in the valley stem from the price of bread, poverty and poor schools."""
flags = ['''It could be said that''']

[[examples]]
text = '''The reform is widely regarded as a failure in the northern provinces.'''
flags = ['''is widely regarded''']

[[examples]]
text = '''“It could be said that we were late,” the mayor, Tom Abery, told the council on Monday.'''
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
    '“' || own_voice.text || '” leaves open who says so.' AS message,
    CASE
        WHEN context.elsewhere AND NOT context.grave THEN 'warning'
        ELSE 'critical'
    END AS severity,
    context.evidence
FROM features AS own_voice
INNER JOIN context ON own_voice.claim_id = context.claim_id
WHERE own_voice.feature = 'own_voice' AND own_voice.detail = 'impersonal_weasel'
