-- What an operator should know: each row is one alarm in words. Variables: now, stale (hours).
WITH ended AS (
    SELECT
        *,
        ROW_NUMBER() OVER (ORDER BY started_at DESC) = 1 AS is_last
    FROM main.runs
    WHERE finished_at IS NOT NULL
),

good AS (
    SELECT MAX(finished_at) AS finished_at
    FROM ended
    WHERE state <> 'Failed' AND flow IN ('check_news', 'ingest', 'recheck')
),

last_two AS (
    SELECT
        run_id,
        failed,
        fetched,
        ROW_NUMBER() OVER (ORDER BY started_at DESC) AS age
    FROM ended
    WHERE flow IN ('check_news', 'ingest')
),

shares AS (
    SELECT
        outlet,
        AVG(text_share) FILTER (WHERE fetched_at > GETVARIABLE('now') - INTERVAL 1 DAY) AS today,
        AVG(text_share) FILTER (
            WHERE fetched_at <= GETVARIABLE('now') - INTERVAL 1 DAY
            AND fetched_at > GETVARIABLE('now') - INTERVAL 15 DAY
        ) AS before,
        COUNT(*) FILTER (WHERE fetched_at > GETVARIABLE('now') - INTERVAL 1 DAY) AS articles
    FROM main.articles
    WHERE text_share IS NOT NULL
    GROUP BY outlet
)

SELECT
    'failed' AS alarm,
    FORMAT('The last run ({}, {}) failed: {}', flow, run_id, note) AS words
FROM ended
WHERE state = 'Failed' AND is_last

UNION ALL

SELECT
    'stale' AS alarm,
    FORMAT('No run has ended well since {} UTC.', STRFTIME(finished_at, '%Y-%m-%d %H:%M')) AS words
FROM good
WHERE finished_at < GETVARIABLE('now') - TO_HOURS(GETVARIABLE('stale'))

UNION ALL

SELECT
    'never' AS alarm,
    'No run has ended well yet.' AS words
FROM good
WHERE finished_at IS NULL

UNION ALL

SELECT
    'dead letters' AS alarm,
    FORMAT('{} pages failed in the last run, {} in the one before.', newer.failed, older.failed) AS words
FROM last_two AS newer
INNER JOIN last_two AS older ON newer.age = 1 AND older.age = 2
WHERE newer.failed > 5 AND newer.failed > 2 * older.failed

UNION ALL

SELECT
    'text share' AS alarm,
    FORMAT(
        '{}: {:.0f}% of the prose was kept today, {:.0f}% before. Has the page changed its layout?',
        outlet, 100 * today, 100 * before
    ) AS words
FROM shares
WHERE articles >= 3 AND today < 0.7 * before
ORDER BY ALL
