-- How much of their prose was kept today, outlet by outlet, and how much is usual. Variables: today, outlets.
SELECT
    outlet,
    text_share,
    usual_text_share
FROM v1.outlet_days
WHERE
    day = CAST(GETVARIABLE('today') AS DATE)
    AND text_share IS NOT NULL
    AND LIST_CONTAINS(CAST(GETVARIABLE('outlets') AS VARCHAR []), outlet)
ORDER BY outlet
