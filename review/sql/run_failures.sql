-- The fetches of one run that brought no page, with the remedy.
SELECT *
FROM v1.fetches
WHERE run_id = $run AND outcome NOT IN ('ok', 'not_modified', 'unchanged')
ORDER BY outcome, requested_url
LIMIT 500
