/*
title = "Allegation without a source"
severity = "critical"
since = "0.1.0"
sources = [
  "BBC Editorial Guidelines 3.3 and 6 (Allegations and fairness)",
  "Reuters Handbook of Journalism: Attribution",
  "AP Stylebook: attribution",
]
ask = "Who accuses them, and have they been asked?"
docs = '''
What it flags
Wrongdoing that the reporter asserts of somebody who can be identified, in the outlet's own voice: no accuser, no
court, no document.

Why it matters
Stated as fact it is the outlet's own accusation: unfair to the accused, and in many countries a libel.

How to resolve
Name the accuser or the document, say what the accused answers, or say what a court has found.
'''

[[examples]]
text = '''Harold Penn bribed two members of the harbour board before the vote in March.'''
flags = ['''bribed two members of the harbour board before the vote in March''']

[[examples]]
text = '''Prosecutors said in court on Monday that Harold Penn bribed two members of the harbour board.'''
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
    'No accuser, court or document is named for this accusation.' AS message,
    CASE
        WHEN context.elsewhere AND NOT context.grave THEN 'warning'
        ELSE 'critical'
    END AS severity,
    context.evidence
FROM features AS own_voice
INNER JOIN context ON own_voice.claim_id = context.claim_id
WHERE own_voice.feature = 'own_voice' AND own_voice.detail = 'allegation'
