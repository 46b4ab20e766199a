-- Notes that were raised, or gone, before `oldest` and that nobody decided.
DELETE FROM main.flags
WHERE
    severity = 'info'
    AND COALESCE(gone_at, raised_at) < CAST(GETVARIABLE('oldest') AS TIMESTAMPTZ)
    AND flag_id NOT IN (SELECT decisions.flag_id FROM main.decisions)
