/*
title = "Prediction without a source"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Attribution",
  "BBC Editorial Guidelines 3.2 (Accuracy: sourcing)",
  "AP Stylebook: attribution",
]
ask = "Who expects this?"
docs = '''
What it flags
A future that is no scheduled event, told in the outlet's own voice: opening the door for, is likely to, will lead
to.

Why it matters
Nobody can know it. A forecast is worth what the forecaster is worth, so the reader must know who that is.

How to resolve
Name the forecaster, or say what is planned and by whom.
'''

[[examples]]
text = """\
The president has sent the army to the coast, opening the door for a dramatic escalation of the dispute."""
flags = ['''opening the door for a dramatic escalation of the dispute''']

[[examples]]
text = '''The council is scheduled to vote on the budget on 4 June at the town hall in Norvale.'''
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
    'No source is named for this prediction.' AS message,
    CASE
        WHEN context.grave AND NOT context.elsewhere THEN 'critical'
        WHEN context.elsewhere AND NOT context.grave THEN 'info'
        ELSE 'warning'
    END AS severity,
    context.evidence
FROM features AS own_voice
INNER JOIN context ON own_voice.claim_id = context.claim_id
WHERE own_voice.feature = 'own_voice' AND own_voice.detail = 'prediction'
