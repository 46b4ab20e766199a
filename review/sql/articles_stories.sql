-- The stories of these articles, as they were published.
SELECT * EXCLUDE (run_seq)
FROM main.story_articles
WHERE LIST_CONTAINS($articles, article_id)
ORDER BY article_id
