-- The revisions of the pages in the variable `urls` whose number in their page's order, or being current, is not what is stored.
WITH turned AS (
    SELECT
        revisions.rowid AS place,
        revisions.article_id,
        revisions.revision AS was_revision,
        revisions.is_current AS was_current,
        pages.article_id IS NOT NULL AS is_current,
        ROW_NUMBER() OVER (
            PARTITION BY revisions.url
            ORDER BY revisions.fetched_at, revisions.article_id
        ) AS revision
    FROM main.articles AS revisions
    LEFT JOIN main.pages ON revisions.article_id = pages.article_id
    WHERE revisions.url IN (SELECT UNNEST(CAST(GETVARIABLE('urls') AS VARCHAR [])))
)

SELECT
    place,
    article_id,
    is_current,
    revision
FROM turned
WHERE was_revision <> revision OR was_current <> is_current
