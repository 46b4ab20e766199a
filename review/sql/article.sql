-- One revision of a page.
SELECT *
FROM main.articles
WHERE article_id = $article
