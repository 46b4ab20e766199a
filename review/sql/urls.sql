-- Which page each revision is of, where a page has several.
SELECT
    url,
    TO_JSON(LIST(article_id ORDER BY fetched_at, article_id))::VARCHAR AS article_ids
FROM main.articles
GROUP BY url
HAVING COUNT(*) > 1
