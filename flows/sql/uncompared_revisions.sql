-- Revisions that were not yet compared with the one before them, of the pages in `urls` or, where that is empty, of all.
WITH ordered AS (
    SELECT
        url,
        article_id,
        LAG(article_id) OVER (
            PARTITION BY url
            ORDER BY COALESCE(fetched_at, modified_at, published_at) ASC NULLS FIRST, article_id ASC
        ) AS before_article_id
    FROM main.articles
    WHERE
        url <> ''
        AND (
            LENGTH(CAST(GETVARIABLE('urls') AS VARCHAR [])) = 0
            OR LIST_CONTAINS(CAST(GETVARIABLE('urls') AS VARCHAR []), url)
        )
)

SELECT
    ordered.before_article_id,
    ordered.article_id
FROM ordered
ANTI JOIN main.changes
    ON ordered.article_id = changes.article_id AND ordered.before_article_id = changes.before_article_id
WHERE ordered.before_article_id IS NOT NULL
ORDER BY ordered.url, ordered.article_id
