-- The articles that count in their stories, within three days of the days from `first_at` to `last_at`, and whose they are.
SELECT
    story_articles.article_id,
    story_articles.story_id,
    EPOCH(story_articles.dated_at) AS second,
    articles.outlet
FROM main.story_articles
INNER JOIN main.articles ON story_articles.article_id = articles.article_id
WHERE
    story_articles.counts
    AND story_articles.dated_at >= CAST(GETVARIABLE('first_at') AS TIMESTAMPTZ) - INTERVAL 3 DAY
    AND story_articles.dated_at <= CAST(GETVARIABLE('last_at') AS TIMESTAMPTZ) + INTERVAL 3 DAY
ORDER BY story_articles.article_id
