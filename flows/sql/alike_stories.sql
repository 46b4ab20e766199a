-- Pairs of articles about like things: one of `articles`, which are dated from `first_at` to `last_at`, another within three days
-- of it; a day takes 5 % of their likeness.
WITH mine AS (
    SELECT *
    FROM main.story_terms
    WHERE
        dated_at BETWEEN CAST(GETVARIABLE('first_at') AS TIMESTAMPTZ) AND CAST(GETVARIABLE('last_at') AS TIMESTAMPTZ)
        AND article_id IN (SELECT UNNEST(CAST(GETVARIABLE('articles') AS VARCHAR [])))
),

others AS (
    SELECT *
    FROM main.story_terms
    WHERE
        dated_at >= CAST(GETVARIABLE('first_at') AS TIMESTAMPTZ) - INTERVAL 3 DAY
        AND dated_at <= CAST(GETVARIABLE('last_at') AS TIMESTAMPTZ) + INTERVAL 3 DAY
        AND term IN (SELECT mine.term FROM mine)
),

-- whole numbers: their sum is the same in whatever order the rows come
pairs AS (
    SELECT
        mine.article_id,
        others.article_id AS other_id,
        CAST(SUM(mine.weight * others.weight) AS BIGINT) AS product,
        ANY_VALUE(ABS(EPOCH(mine.dated_at) - EPOCH(others.dated_at))) / 86400 AS days
    FROM mine
    INNER JOIN others
        ON
            mine.term = others.term
            AND mine.article_id <> others.article_id
            AND ABS(EPOCH(mine.dated_at) - EPOCH(others.dated_at)) <= 3 * 86400
    GROUP BY mine.article_id, others.article_id
    HAVING product >= 20000
)

SELECT
    article_id,
    other_id,
    product / 1e6 * POW(0.95, days) AS likeness
FROM pairs
ORDER BY article_id ASC, other_id ASC
