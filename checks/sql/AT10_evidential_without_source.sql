/*
title = "Reportedly, by whom?"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Attribution",
  "Wikipedia Manual of Style: MOS:WEASEL",
  "AP Stylebook: allege",
]
ask = "Who reports or alleges this?"
docs = '''
What it flags
Reportedly, allegedly, supposedly: a doubt about a statement, with no reporter and no accuser named.

Why it matters
The word sheds responsibility without saying where it went. "Allegedly" is no shield against libel.

How to resolve
Name who reports or alleges it.
'''

[[examples]]
text = '''The contractor allegedly poured half the concrete that was paid for.'''
flags = ['''allegedly''']

[[examples]]
text = """\
The contractor allegedly poured half the concrete that was paid for, according to the charge sheet."""
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
    '“' || own_voice.text || '” names nobody who reports or alleges it.' AS message,
    CASE
        WHEN context.grave AND NOT context.elsewhere THEN 'critical'
        WHEN context.elsewhere AND NOT context.grave THEN 'info'
        ELSE 'warning'
    END AS severity,
    context.evidence
FROM features AS own_voice
INNER JOIN context ON own_voice.claim_id = context.claim_id
WHERE own_voice.feature = 'own_voice' AND own_voice.detail = 'evidential'
