-- The current articles to look at where all was judged up to run `since`: those written later, and those beside them, because
-- a check across articles may say otherwise of them now. Articles read before pairs of figures were kept wait to be read anew.
WITH touched AS (
    SELECT article_id
    FROM main.articles
    WHERE run_seq > GETVARIABLE('since')
),

told_anew AS (
    SELECT story_id
    FROM main.stories
    WHERE run_seq > GETVARIABLE('since')
    UNION
    SELECT story_articles.story_id
    FROM main.story_articles
    SEMI JOIN touched ON story_articles.article_id = touched.article_id
)

SELECT
    articles.article_id,
    articles.run_seq > GETVARIABLE('since') AS is_touched
FROM main.articles
LEFT JOIN main.story_articles ON articles.article_id = story_articles.article_id
ANTI JOIN main.unpaired ON articles.article_id = unpaired.article_id
WHERE
    articles.is_current
    AND (
        articles.run_seq > GETVARIABLE('since')
        OR story_articles.story_id IN (SELECT told_anew.story_id FROM told_anew)
    )
-- a story's articles together: they stand beside each other
ORDER BY story_articles.story_id, articles.article_id
