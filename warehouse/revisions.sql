-- The revisions of the pages in the variable `urls` in their order, and which of them is current, where either changed.
UPDATE main.articles
SET
    revision = turned.revision,
    is_current = turned.is_current,
    run_seq = (SELECT run_now.run_seq FROM main.run_now)
FROM (
    SELECT
        revisions.article_id,
        pages.article_id IS NOT NULL AS is_current,
        ROW_NUMBER() OVER (
            PARTITION BY revisions.url
            ORDER BY revisions.fetched_at, revisions.article_id
        ) AS revision
    FROM main.articles AS revisions
    LEFT JOIN main.pages ON revisions.article_id = pages.article_id
    WHERE revisions.url IN (SELECT UNNEST(CAST(GETVARIABLE('urls') AS VARCHAR [])))
) AS turned
WHERE
    articles.article_id = turned.article_id
    AND (articles.revision <> turned.revision OR articles.is_current <> turned.is_current)
