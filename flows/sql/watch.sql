-- What an operator should know: each row is one alarm, what it is about, and the words. Variables: now, stale (hours).
WITH ended AS (
    SELECT
        *,
        ROW_NUMBER() OVER (PARTITION BY flow ORDER BY started_at DESC) = 1 AS is_last
    FROM main.runs
    WHERE finished_at IS NOT NULL
),

good AS (
    SELECT MAX(finished_at) AS finished_at
    FROM ended
    WHERE state <> 'Failed' AND flow IN ('check_news', 'ingest', 'recheck')
),

begun AS (
    SELECT MAX(started_at) AS started_at
    FROM main.runs
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

news AS (
    SELECT
        MAX(fetched_at) AS fetched_at,
        COUNT(DISTINCT fetched_at::DATE) FILTER (WHERE fetched_at > GETVARIABLE('now') - INTERVAL 8 DAY) AS days
    FROM main.articles
),

shares AS (
    SELECT *
    FROM v1.outlet_days
    WHERE
        day >= (GETVARIABLE('now') - INTERVAL 1 DAY)::DATE
        AND day <= GETVARIABLE('now')::DATE
        AND articles + pages_without_story >= 3
        AND usual_days > 0
    QUALIFY ROW_NUMBER() OVER (PARTITION BY outlet ORDER BY day DESC) = 1
)

SELECT
    'failed' AS alarm,
    FORMAT('The last run ({}, {}) failed: {}', flow, run_id, note) AS words,
    flow AS subject
FROM ended
WHERE state = 'Failed' AND is_last AND finished_at > GETVARIABLE('now') - INTERVAL 7 DAY

UNION ALL

SELECT
    'missed' AS alarm,
    FORMAT('The last run ({}, {}) went on without something: {}', ended.flow, ended.run_id, ended.note) AS words,
    run_measures.subject
FROM ended
INNER JOIN main.run_measures ON ended.run_id = run_measures.run_id
WHERE run_measures.measure = 'missed' AND ended.is_last AND ended.finished_at > GETVARIABLE('now') - INTERVAL 7 DAY

UNION ALL

SELECT
    'not started' AS alarm,
    FORMAT(
        'No run has started since {} UTC. Is `copydesk serve` still running?',
        STRFTIME(begun.started_at, '%Y-%m-%d %H:%M')
    ) AS words,
    '' AS subject
FROM begun
WHERE begun.started_at < GETVARIABLE('now') - TO_HOURS(GETVARIABLE('stale'))

UNION ALL

SELECT
    'stale' AS alarm,
    FORMAT('No run has ended well since {} UTC.', STRFTIME(good.finished_at, '%Y-%m-%d %H:%M')) AS words,
    '' AS subject
FROM good
WHERE good.finished_at < GETVARIABLE('now') - TO_HOURS(GETVARIABLE('stale'))

UNION ALL

SELECT
    'never' AS alarm,
    'No run has ended well yet.' AS words,
    '' AS subject
FROM good
WHERE good.finished_at IS NULL

UNION ALL

SELECT
    'no news' AS alarm,
    FORMAT(
        'Runs end well, but the newest article was fetched at {} UTC. Do the feeds still list stories?',
        STRFTIME(news.fetched_at, '%Y-%m-%d %H:%M')
    ) AS words,
    '' AS subject
FROM news
INNER JOIN good ON good.finished_at >= GETVARIABLE('now') - TO_HOURS(GETVARIABLE('stale'))
WHERE news.fetched_at < GETVARIABLE('now') - INTERVAL 1 DAY AND news.days >= 3

UNION ALL

SELECT
    'dead letters' AS alarm,
    FORMAT(
        '{} pages failed in the last run, {} in the one before. `copydesk dead list` says why, and what helps.',
        newer.failed,
        older.failed
    ) AS words,
    '' AS subject
FROM last_two AS newer
INNER JOIN last_two AS older ON newer.age = 1 AND older.age = 2
WHERE newer.failed > 5 AND newer.failed > 2 * older.failed

UNION ALL

SELECT
    'text share' AS alarm,
    FORMAT(
        '{}: {:.0f}% of the prose was kept on {}, {:.0f}% is usual. Has the page changed its layout?',
        outlet,
        100 * text_share,
        day,
        100 * usual_text_share
    ) AS words,
    outlet AS subject
FROM shares
WHERE text_share_fall >= 0.3
ORDER BY ALL
