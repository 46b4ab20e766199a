-- Pages that are due for another look: by age every 3 hours, then daily, weekly, monthly; and those that were put off.
WITH last_try AS (
    SELECT
        requested_url,
        source,
        outlet,
        outcome,
        fetched_at,
        next_attempt_at,
        article_id,
        MIN(fetched_at) OVER (PARTITION BY requested_url) AS first_try_at,
        BOOL_OR(outcome = 'ok' AND article_id IS NULL) OVER (PARTITION BY requested_url) AS is_listing,
        COUNT(*) FILTER (WHERE outcome NOT IN ('ok', 'not_modified')) OVER (PARTITION BY requested_url) AS failures
    FROM main.fetches
    WHERE
        STARTS_WITH(requested_url, 'http') AND requested_url NOT IN (
            SELECT UNNEST(CAST(GETVARIABLE('listings') AS VARCHAR []))
        )
    QUALIFY ROW_NUMBER() OVER (PARTITION BY requested_url ORDER BY fetched_at DESC) = 1
),

pace AS (
    SELECT
        *,
        CASE
            WHEN first_try_at > GETVARIABLE('now') - INTERVAL 1 DAY THEN INTERVAL 3 HOUR
            WHEN first_try_at > GETVARIABLE('now') - INTERVAL 7 DAY THEN INTERVAL 1 DAY
            WHEN first_try_at > GETVARIABLE('now') - INTERVAL 30 DAY THEN INTERVAL 7 DAY
            ELSE INTERVAL 30 DAY
        END AS wait
    FROM last_try
)

SELECT
    source,
    outlet,
    requested_url
FROM pace
WHERE
    NOT is_listing -- a sitemap that another one lists is in no settings
    AND (
        (COALESCE(next_attempt_at <= GETVARIABLE('now'), FALSE) AND failures <= 10) -- then it waits for a person to retry it
        OR (outcome IN ('ok', 'not_modified') AND article_id IS NOT NULL AND fetched_at + wait <= GETVARIABLE('now'))
    )
ORDER BY COALESCE(next_attempt_at, fetched_at + wait) ASC, requested_url ASC
