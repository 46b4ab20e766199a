-- One run.
SELECT *
FROM v1.runs
WHERE run_id = $run
