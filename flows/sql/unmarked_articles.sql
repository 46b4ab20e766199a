-- Those of `articles` that have no fingerprint. A revision is as old as its page.
WITH unmarked AS (
    SELECT
        article_id,
        rowid AS place,
        url
    FROM main.articles
    ANTI JOIN main.fingerprints ON articles.article_id = fingerprints.article_id
    WHERE articles.article_id IN (SELECT UNNEST(CAST(GETVARIABLE('articles') AS VARCHAR [])))
),

dates AS (
    SELECT
        url,
        MIN(COALESCE(published_at, fetched_at)) AS dated_at
    FROM main.articles
    WHERE url IN (SELECT unmarked.url FROM unmarked)
    GROUP BY url
),

chosen AS (
    SELECT
        unmarked.article_id,
        unmarked.place,
        dates.dated_at
    FROM unmarked
    LEFT JOIN dates ON unmarked.url = dates.url
    ORDER BY dates.dated_at ASC, unmarked.article_id ASC
    LIMIT GETVARIABLE('at_once')
)

-- the texts by rowid: only of these articles
SELECT
    chosen.article_id,
    articles.text,
    chosen.dated_at
FROM chosen
INNER JOIN main.articles ON chosen.place = articles.rowid
ORDER BY chosen.dated_at ASC, chosen.article_id ASC
