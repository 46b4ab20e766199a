-- What the runs since a moment brought.
SELECT
    COALESCE(SUM(articles), 0)::BIGINT AS articles,
    COALESCE(SUM(flags_new), 0)::BIGINT AS flags
FROM main.runs
WHERE started_at > $since
