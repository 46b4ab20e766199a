-- Pairs of texts that may be copies: one of `articles`, one dated within a week of it at another address.
WITH mine AS (
    SELECT
        article_id,
        dated_at,
        UNNEST(bands) AS band
    FROM main.fingerprints
    WHERE LIST_CONTAINS(CAST(GETVARIABLE('articles') AS VARCHAR []), article_id)
),

others AS (
    SELECT
        article_id,
        dated_at,
        UNNEST(bands) AS band
    FROM main.fingerprints
    WHERE
        dated_at >= (SELECT MIN(mine.dated_at) - INTERVAL 7 DAY FROM mine)
        AND dated_at <= (SELECT MAX(mine.dated_at) + INTERVAL 7 DAY FROM mine)
),

pairs AS (
    SELECT DISTINCT
        mine.article_id,
        others.article_id AS other_id
    FROM mine
    INNER JOIN others ON mine.band = others.band AND mine.article_id <> others.article_id
    WHERE ABS(DATE_DIFF('hour', mine.dated_at, others.dated_at)) <= 168
)

SELECT
    pairs.article_id,
    pairs.other_id,
    marks.dated_at,
    other_marks.dated_at AS other_dated_at,
    marks.minhash,
    other_marks.minhash AS other_minhash
FROM pairs
INNER JOIN main.fingerprints AS marks ON pairs.article_id = marks.article_id
INNER JOIN main.fingerprints AS other_marks ON pairs.other_id = other_marks.article_id
INNER JOIN main.articles ON pairs.article_id = articles.article_id
INNER JOIN main.articles AS other_articles ON pairs.other_id = other_articles.article_id
WHERE articles.url <> other_articles.url
ORDER BY pairs.article_id, pairs.other_id
