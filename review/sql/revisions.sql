-- Every revision of one page, oldest first.
SELECT
    articles.article_id,
    articles.headline,
    articles.published_at,
    articles.fetched_at,
    articles.is_current
FROM main.articles
WHERE articles.article_id IN (SELECT UNNEST($articles))
ORDER BY articles.fetched_at, articles.article_id
