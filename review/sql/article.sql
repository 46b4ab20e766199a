-- One revision of a page.
SELECT * EXCLUDE (run_seq, revision, is_current)
FROM main.articles
WHERE article_id = $article
