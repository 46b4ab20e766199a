-- The events that tell of these articles or were written since a run.
SELECT story_id
FROM main.stories
WHERE run_seq >= $since
UNION
SELECT story_articles.story_id
FROM main.story_articles
WHERE story_articles.article_id IN (SELECT UNNEST($articles::VARCHAR []))
