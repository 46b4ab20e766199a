-- The articles that tell of these events, with all revisions of their pages.
WITH told AS (
    SELECT article_id
    FROM main.story_articles
    WHERE story_id IN (SELECT UNNEST($stories::VARCHAR []))
)

SELECT article_id FROM told
UNION
SELECT article_id
FROM main.articles
WHERE
    url <> '' AND url IN (
        SELECT pages.url
        FROM main.articles AS pages
        SEMI JOIN told ON pages.article_id = told.article_id
    )
