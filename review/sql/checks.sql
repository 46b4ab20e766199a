-- The checks as the last run loaded them.
SELECT
    check_code,
    name,
    title,
    severity,
    ask,
    docs,
    sources,
    check_version
FROM main.checks
ORDER BY check_code
