/*
title = "Accused by whom?"
severity = "warning"
since = "0.1.0"
sources = [
  "Wikipedia Manual of Style: MOS:WEASEL",
  "Reuters Handbook of Journalism: Attribution",
  "AP Stylebook: attribution",
]
ask = "By whom?"
docs = '''
What it flags
Was accused, is seen as, is said to: a passive that hides who accuses, sees or says.

Why it matters
The sentence makes an accusation or a reputation and leaves out whose it is.

How to resolve
Make it active: name who accuses, sees or says.
'''

[[examples]]
text = '''The treasurer was accused of hiding the deficit from the members for two years.'''
flags = ['''was accused''']

[[examples]]
text = '''The treasurer was accused by two members of the board of hiding the deficit.'''
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
    '“' || own_voice.text || '” leaves out by whom.' AS message,
    CASE
        WHEN context.grave AND NOT context.elsewhere THEN 'critical'
        WHEN context.elsewhere AND NOT context.grave THEN 'info'
        ELSE 'warning'
    END AS severity,
    context.evidence
FROM features AS own_voice
INNER JOIN context ON own_voice.claim_id = context.claim_id
WHERE own_voice.feature = 'own_voice' AND own_voice.detail = 'passive_without_agent'
