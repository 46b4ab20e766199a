-- The stories that lose an article of `gone` are told anew by those that stay; those that lose all of them are gone.
UPDATE main.stories
SET run_seq = (SELECT run_now.run_seq FROM main.run_now)
WHERE
    story_id IN (
        SELECT story_articles.story_id
        FROM main.story_articles
        SEMI JOIN temp.gone ON story_articles.article_id = gone.article_id
    )
