-- v1.claims and v1.flags as they were made of the rows beside them, before claims and flags bore what they show.
CREATE OR REPLACE TEMP VIEW joined_claims AS
SELECT
    claims.* EXCLUDE (url, outlet, published_at, canonical_source, source_kind),
    articles.url,
    articles.outlet,
    articles.published_at,
    attributions.canonical_source,
    attributions.source_kind
FROM main.claims
INNER JOIN main.articles ON claims.article_id = articles.article_id
LEFT JOIN main.attributions
    ON claims.article_id = attributions.article_id AND claims.attribution_id = attributions.attribution_id;

CREATE OR REPLACE TEMP VIEW joined_flags AS
WITH standing AS (
    SELECT *
    FROM v1.decisions
    WHERE ACT_STATE(act) IS NOT NULL AND NOT is_undone
),

scopes AS (
    SELECT DISTINCT
        check_code,
        scope
    FROM standing
),

remembered AS (
    SELECT
        flags.article_id,
        flags.flag_id,
        flags.check_code,
        articles.outlet,
        FLAG_MEMORY(
            flags.check_code,
            sentences.text,
            flags.span_start - claims.span_start,
            flags.span_end - claims.span_start,
            flags.reading
        ) AS memory
    FROM main.flags
    INNER JOIN main.articles ON flags.article_id = articles.article_id
    INNER JOIN main.claims ON flags.article_id = claims.article_id AND flags.claim_id = claims.claim_id
    INNER JOIN main.sentences
        ON claims.article_id = sentences.article_id AND claims.sentence_id = sentences.sentence_id
    WHERE flags.check_code IN (SELECT scopes.check_code FROM scopes)
),

-- One key a scope, so that a hundred thousand decisions do not meet every flag.
reachable AS (
    SELECT
        remembered.*,
        scopes.scope,
        ACT_REACH(
            scopes.scope, remembered.flag_id, remembered.memory, remembered.check_code, remembered.outlet
        ) AS reach
    FROM remembered
    INNER JOIN scopes ON remembered.check_code = scopes.check_code
),

covered AS (
    SELECT
        reachable.article_id,
        reachable.flag_id,
        standing.act,
        standing.scope,
        standing.reason,
        standing.reviewer,
        standing.decided_at,
        standing.due_at
    FROM reachable
    INNER JOIN standing
        ON
            reachable.scope = standing.scope
            AND reachable.reach = ACT_REACH(
                standing.scope, standing.flag_id, standing.memory, standing.check_code, standing.outlet
            )
    WHERE ACT_RECALLS(standing.scope, standing.memory, reachable.memory)
),

decided AS (
    SELECT *
    FROM covered
    QUALIFY
        ROW_NUMBER() OVER (
            PARTITION BY article_id, flag_id ORDER BY LIST_POSITION(ACT_SCOPES(), scope) ASC, decided_at DESC
        ) = 1
)

SELECT
    flags.* EXCLUDE (claim_text, url, outlet, published_at, is_current, memory),
    claims.text AS claim_text,
    articles.url,
    articles.outlet,
    articles.published_at,
    CASE
        WHEN decided.act = 'later' AND decided.due_at <= NOW() THEN 'open'
        ELSE COALESCE(ACT_STATE(decided.act), 'open')
    END AS state,
    decided.reason,
    decided.reviewer,
    decided.decided_at,
    articles.is_current
FROM main.flags
INNER JOIN main.articles ON flags.article_id = articles.article_id
INNER JOIN main.claims ON flags.article_id = claims.article_id AND flags.claim_id = claims.claim_id
LEFT JOIN decided ON flags.article_id = decided.article_id AND flags.flag_id = decided.flag_id;
