-- What may be asked of each claim: one question a voice, that of its weightiest sign, with the points of all of them.
-- A view of this name stands in each layer: db.py puts corpus and revisions in the place of batch.
WITH counted AS (
    SELECT signs.*
    FROM batch.signs AS signs
    ANTI JOIN main.signs_off AS off ON signs.sign = off.sign
),

scored AS (
    SELECT
        article_id,
        claim_id,
        voice,
        SUM(points)::INTEGER AS points,
        COALESCE(SUM(points) FILTER (WHERE sign = 'base'), 0)::INTEGER AS base,
        STRING_AGG(
            REPLACE(sign, '_', ' ') || ' +' || points, ', '
            ORDER BY points DESC, sign ASC
        ) FILTER (WHERE points > 0 AND sign <> 'base') AS spoke_for,
        STRING_AGG(
            REPLACE(sign, '_', ' ') || ' −' || ABS(points), ', '
            ORDER BY points ASC, sign ASC
        ) FILTER (WHERE points < 0 AND sign <> 'base') AS spoke_against
    FROM counted
    GROUP BY article_id, claim_id, voice
),

ranked AS (
    SELECT
        *,
        ROW_NUMBER() OVER heaviest AS place,
        FIRST_VALUE(question) OVER heaviest AS first_question,
        FIRST_VALUE(span_start) OVER heaviest AS first_start,
        FIRST_VALUE(span_end) OVER heaviest AS first_end
    FROM counted
    -- A measure or a price asks nothing by itself: the reporter saw it.
    WHERE question IS NOT NULL AND sign NOT IN ('measure', 'price')
    -- The graver question is asked where two weigh nearly the same.
    WINDOW heaviest AS (
        PARTITION BY article_id, claim_id, voice
        ORDER BY
            points + CASE
                WHEN question IN ('allegation', 'anonymous_source', 'second_hand') THEN 2
                WHEN question IN ('impersonal_weasel', 'mind_reading') THEN 1
                ELSE 0
            END DESC,
            span_start ASC,
            sign ASC
    )
),

-- One question a fault: another is asked only about other words, and never aloud.
asked AS (
    SELECT *
    FROM ranked
    WHERE place = 1 OR (question <> first_question AND (span_end <= first_start OR span_start >= first_end))
    QUALIFY ROW_NUMBER() OVER (PARTITION BY article_id, claim_id, voice ORDER BY place ASC) <= 2
),

context AS (
    SELECT
        article_id,
        claim_id,
        BOOL_OR(feature = 'left_open') AS left_open,
        BOOL_OR(feature = 'thinly_sourced_story') AS thinly_sourced,
        BOOL_OR(feature = 'stakes' AND detail IN ('casualties', 'crime')) AS grave,
        BOOL_OR(feature IN (
            'allegation', 'quantity', 'prediction', 'comparison', 'cause', 'superlative', 'judgement'
        )) AS contestable,
        LIST(
            {
                'article_id': article_id,
                'part': part,
                'span_start': span_start,
                'span_end': span_end,
                'role': REPLACE(feature, '_', ' ')
            } ORDER BY feature DESC
        ) FILTER (WHERE feature IN ('nearest_source', 'attributed_elsewhere', 'left_open')) AS evidence
    FROM batch.features
    GROUP BY article_id, claim_id
)

SELECT
    asked.article_id,
    asked.claim_id,
    asked.voice,
    asked.question,
    asked.sign,
    asked.part,
    asked.span_start,
    asked.span_end,
    asked.text,
    scored.points,
    asked.place = 1 AS gravest,
    COALESCE(context.grave, FALSE) AS grave,
    COALESCE(context.grave OR context.contestable, FALSE) AS weighty,
    COALESCE(context.thinly_sourced, FALSE) AS thinly_sourced,
    COALESCE(context.left_open, FALSE) AND asked.voice = 'own' AS left_open,
    'for: ' || COALESCE(scored.spoke_for, 'nothing')
    || '; against: ' || COALESCE(scored.spoke_against, 'nothing')
    || '; starts from ' || REPLACE(scored.base::VARCHAR, '-', '−')
    || '; together ' || REPLACE(scored.points::VARCHAR, '-', '−') AS reading,
    CASE WHEN asked.voice = 'own' THEN context.evidence END AS evidence
FROM asked
INNER JOIN scored
    ON asked.article_id = scored.article_id AND asked.claim_id = scored.claim_id AND asked.voice = scored.voice
LEFT JOIN context ON asked.article_id = context.article_id AND asked.claim_id = context.claim_id
