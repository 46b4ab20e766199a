-- How much was read in one revision.
SELECT
    (SELECT COUNT(*) FROM main.sentences WHERE article_id = $article) AS sentences,
    (SELECT COUNT(*) FROM main.claims WHERE article_id = $article) AS claims,
    (SELECT COUNT(*) FROM main.quotations WHERE article_id = $article) AS quotations
