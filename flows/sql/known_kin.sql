-- The stories that pages and first articles of copies are in already. Variables: pages, firsts.
SELECT
    'page' AS kind,
    articles.url AS kin,
    story_articles.story_id,
    story_articles.ruled_id
FROM main.story_articles
INNER JOIN main.articles ON story_articles.article_id = articles.article_id
WHERE LIST_CONTAINS(CAST(GETVARIABLE('pages') AS VARCHAR []), articles.url)

UNION ALL

SELECT
    'first' AS kind,
    COALESCE(copies.copy_of, story_articles.article_id) AS kin,
    story_articles.story_id,
    story_articles.ruled_id
FROM main.story_articles
LEFT JOIN main.copies ON story_articles.article_id = copies.article_id
WHERE LIST_CONTAINS(CAST(GETVARIABLE('firsts') AS VARCHAR []), COALESCE(copies.copy_of, story_articles.article_id))
ORDER BY ALL
