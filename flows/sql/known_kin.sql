-- The stories that pages and first articles of copies are in already. Variables: pages, firsts.
SELECT
    'page' AS kind,
    articles.url AS kin,
    story_articles.story_id,
    story_articles.ruled_id
FROM main.story_articles
INNER JOIN main.articles ON story_articles.article_id = articles.article_id
WHERE articles.url IN (SELECT UNNEST(CAST(GETVARIABLE('pages') AS VARCHAR [])))

UNION ALL

SELECT
    'first' AS kind,
    COALESCE(copies.copy_of, story_articles.article_id) AS kin,
    story_articles.story_id,
    story_articles.ruled_id
FROM main.story_articles
LEFT JOIN main.copies ON story_articles.article_id = copies.article_id
WHERE COALESCE(copies.copy_of, story_articles.article_id) IN (SELECT UNNEST(CAST(GETVARIABLE('firsts') AS VARCHAR [])))
ORDER BY ALL
