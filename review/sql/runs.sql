-- What each run did, newest first.
SELECT *
FROM v1.runs
ORDER BY started_at DESC
LIMIT 100
