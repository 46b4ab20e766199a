-- The articles of each event, the newest revision of every page, as they were published; $story NULL is all events.
SELECT
    told.story_id,
    told.article_id,
    told.url,
    told.outlet,
    told.headline,
    told.published_at,
    articles.published_on,
    told.fetched_at,
    told.dated_at,
    told.revision,
    told.copy_of,
    told.joined_by,
    rows_of.ruled_id
FROM v1.story_articles AS told
INNER JOIN main.story_articles AS rows_of ON told.article_id = rows_of.article_id
INNER JOIN main.articles ON told.article_id = articles.article_id
WHERE told.is_current AND told.story_id = COALESCE($story::VARCHAR, told.story_id)
ORDER BY told.story_id, told.dated_at, told.article_id
