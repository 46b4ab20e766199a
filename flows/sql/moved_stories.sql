-- The stories that lost or took in an article since `told` was kept: checks look at all of both anew.
UPDATE main.stories
SET run_seq = (SELECT run_now.run_seq FROM main.run_now)
WHERE
    story_id IN (
        SELECT UNNEST([told.story_id, story_articles.story_id])
        FROM temp.told
        INNER JOIN main.story_articles ON told.article_id = story_articles.article_id
        WHERE told.story_id <> story_articles.story_id
    )
