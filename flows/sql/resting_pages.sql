-- Pages of `urls` that were asked for and need not be asked for yet: an age and a wait as in due_pages.sql.
WITH last_try AS (
    SELECT
        requested_url,
        fetched_at,
        next_attempt_at,
        MIN(fetched_at) OVER (PARTITION BY requested_url) AS first_try_at
    FROM main.fetches
    WHERE LIST_CONTAINS(CAST(GETVARIABLE('urls') AS VARCHAR []), requested_url)
    QUALIFY ROW_NUMBER() OVER (PARTITION BY requested_url ORDER BY fetched_at DESC) = 1
)

SELECT
    requested_url,
    fetched_at
FROM last_try
WHERE
    COALESCE(next_attempt_at > GETVARIABLE('now'), TRUE)
    AND GETVARIABLE('now') < fetched_at + CASE
        WHEN first_try_at > GETVARIABLE('now') - INTERVAL 1 DAY THEN INTERVAL 3 HOUR
        WHEN first_try_at > GETVARIABLE('now') - INTERVAL 7 DAY THEN INTERVAL 1 DAY
        WHEN first_try_at > GETVARIABLE('now') - INTERVAL 30 DAY THEN INTERVAL 7 DAY
        ELSE INTERVAL 30 DAY
    END
