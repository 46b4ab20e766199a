-- The fetches that brought this revision, newest first.
SELECT *
FROM main.fetches
WHERE article_id = $article
ORDER BY fetched_at DESC
