-- The stories that people made, as rows: open from their first article on.
INSERT INTO main.stories
SELECT
    story_id,
    MIN(dated_at) AS opened_at,
    MAX(dated_at) + INTERVAL 3 DAY AS closed_at,
    NULL AS merged_into,
    (SELECT run_now.run_seq FROM main.run_now) AS run_seq
FROM main.story_articles
WHERE story_id NOT IN (SELECT stories.story_id FROM main.stories)
GROUP BY story_id
