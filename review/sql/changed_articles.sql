-- The articles of which a row was written since a run, with all revisions of their pages.
WITH touched AS (
    SELECT article_id
    FROM main.articles
    WHERE run_seq >= $since
    UNION
    SELECT article_id
    FROM main.pages
    WHERE run_seq >= $since
    UNION
    SELECT article_id
    FROM main.flags
    WHERE run_seq >= $since
    UNION
    SELECT article_id
    FROM main.screenings
    WHERE run_seq >= $since
    UNION
    SELECT article_id
    FROM main.changes
    WHERE run_seq >= $since
    UNION
    SELECT article_id
    FROM main.copies
    WHERE run_seq >= $since
    UNION
    SELECT article_id
    FROM main.story_articles
    WHERE run_seq >= $since
    UNION
    SELECT article_id
    FROM main.tolls
    WHERE run_seq >= $since
)

SELECT article_id FROM touched
UNION
SELECT article_id
FROM main.articles
WHERE
    url <> '' AND url IN (
        SELECT pages.url
        FROM main.articles AS pages
        SEMI JOIN touched ON pages.article_id = touched.article_id
    )
