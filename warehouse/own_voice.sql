-- The statements in the outlet's own voice, each with what the attribution checks ask of its claim. A view of this
-- name stands in each layer: db.py puts corpus and revisions in the place of batch.
WITH stated AS (
    SELECT * FROM batch.features
    WHERE feature = 'own_voice'
),

context AS (
    SELECT
        features.article_id,
        features.claim_id,
        BOOL_OR(features.feature = 'prominent') AS prominent,
        BOOL_OR(features.feature IN ('stakes', 'prominent')) AS grave,
        BOOL_OR(features.feature = 'attributed_elsewhere') AS elsewhere,
        LIST(
            {
                'article_id': features.article_id,
                'part': features.part,
                'span_start': features.span_start,
                'span_end': features.span_end,
                'role': REPLACE(features.feature, '_', ' ')
            } ORDER BY features.feature DESC
        ) FILTER (WHERE features.feature IN ('nearest_source', 'attributed_elsewhere')) AS evidence
    FROM batch.features AS features
    SEMI JOIN stated ON features.article_id = stated.article_id AND features.claim_id = stated.claim_id
    GROUP BY features.article_id, features.claim_id
)

SELECT
    stated.article_id,
    stated.claim_id,
    stated.part,
    stated.span_start,
    stated.span_end,
    stated.text,
    stated.detail AS sign,
    context.prominent,
    context.grave,
    context.elsewhere,
    CASE
        WHEN context.grave AND NOT context.elsewhere THEN 'critical'
        WHEN context.elsewhere AND NOT context.grave THEN 'info'
        ELSE 'warning'
    END AS severity,
    context.evidence
FROM stated
INNER JOIN context ON stated.article_id = context.article_id AND stated.claim_id = context.claim_id
