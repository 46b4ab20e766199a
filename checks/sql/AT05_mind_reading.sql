/*
title = "A mind read"
severity = "info"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Attribution",
  "AP Stylebook: attribution",
  "BBC Editorial Guidelines 3.3 (Accuracy: gathering and using material)",
]
ask = "How do we know what they think or want?"
docs = '''
What it flags
A belief, a feeling or an intention given as a fact: attempted to, hopes, feared.

Why it matters
Nobody sees into another head. What can be reported is what people say and do.

How to resolve
Report the words or the act that shows it, or say who reads it so.
'''

[[examples]]
text = '''The mayor attempted to undermine the inquiry into the flood defences.'''
flags = ['''attempted''']

[[examples]]
text = '''“The mayor attempted to undermine the inquiry,” said the council's clerk, Ada Voss.'''
flags = []
*/
WITH context AS (
    SELECT
        claim_id,
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
    '“' || own_voice.text || '” tells what somebody thinks or intends, and not how that is known.' AS message,
    'info' AS severity,
    context.evidence
FROM features AS own_voice
INNER JOIN context ON own_voice.claim_id = context.claim_id
WHERE own_voice.feature = 'own_voice' AND own_voice.detail = 'mind_reading'
