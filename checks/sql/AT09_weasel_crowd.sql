/*
title = "A crowd says so"
severity = "warning"
since = "0.1.0"
sources = [
  "Wikipedia Manual of Style: MOS:WEASEL",
  "Reuters Handbook of Journalism: Attribution",
  "BBC Editorial Guidelines 3.2 (Accuracy: sourcing)",
]
ask = "Which of them? Can one be named?"
docs = '''
What it flags
Experts, critics, observers or studies say something, and none of them is named here or in the next two sentences.

Why it matters
A crowd lends weight that nobody can test; often it is one person, or the reporter.

How to resolve
Name one of them, or the study, or say how many were asked.
'''

[[examples]]
text = """\
Critics say the dam will never hold the spring flood, and that the money was spent on the road."""
flags = ['''Critics say''']

[[examples]]
text = """\
Critics say the dam will never hold the spring flood. “It is built on sand,” said Ines Calder, an engineer at \
Norvale University."""
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
    '“' || own_voice.text || '” names none of them.' AS message,
    CASE
        WHEN context.grave AND NOT context.elsewhere THEN 'critical'
        WHEN context.elsewhere AND NOT context.grave THEN 'info'
        ELSE 'warning'
    END AS severity,
    context.evidence
FROM features AS own_voice
INNER JOIN context ON own_voice.claim_id = context.claim_id
WHERE own_voice.feature = 'own_voice' AND own_voice.detail = 'weasel_crowd'
