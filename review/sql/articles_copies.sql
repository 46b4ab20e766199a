-- Which of these articles are copies, and of which.
SELECT * EXCLUDE (run_seq)
FROM main.copies
WHERE LIST_CONTAINS($articles, article_id)
ORDER BY article_id
