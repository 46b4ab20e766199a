-- Every revision that the warehouse held when a flag was raised.
SELECT article_id
FROM main.articles
WHERE fetched_at <= $moment
ORDER BY article_id
