-- Where a copy stands: the number that rows written after it bear, its last run, what made its tables, and whether it holds the
-- run of which $run was the last.
SELECT
    (SELECT run_now.run_seq FROM main.run_now) AS since,
    COALESCE((SELECT MAX_BY(runs.run_id || runs.started_at, (runs.run_seq, runs.run_id)) FROM main.runs), '') AS last_run,
    (SELECT MD5(STRING_AGG(migrations.number || migrations.hash, ' ' ORDER BY migrations.number)) FROM main.migrations)
        AS made_by,
    $run IN (SELECT runs.run_id || runs.started_at FROM main.runs) AS is_later
