-- The articles that count in their stories, within three days of the days from `first_at` to `last_at`.
SELECT
    article_id,
    story_id,
    EPOCH(dated_at) AS second
FROM main.story_articles
WHERE
    counts
    AND dated_at >= CAST(GETVARIABLE('first_at') AS TIMESTAMPTZ) - INTERVAL 3 DAY
    AND dated_at <= CAST(GETVARIABLE('last_at') AS TIMESTAMPTZ) + INTERVAL 3 DAY
ORDER BY article_id
