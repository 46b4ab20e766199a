-- Every revision of one page, oldest first.
SELECT
    articles.article_id,
    articles.headline,
    articles.published_at,
    articles.fetched_at,
    pages.article_id IS NOT NULL AS is_current
FROM main.articles
LEFT JOIN main.pages ON articles.article_id = pages.article_id
WHERE articles.article_id IN (SELECT UNNEST($articles))
ORDER BY articles.fetched_at, articles.article_id
