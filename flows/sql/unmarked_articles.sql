-- Articles without a fingerprint, of `articles` or, where that is empty, of all. A revision is as old as its page.
SELECT
    articles.article_id,
    articles.text,
    (
        SELECT MIN(COALESCE(revisions.published_at, revisions.fetched_at))
        FROM main.articles AS revisions
        WHERE revisions.url = articles.url
    ) AS dated_at
FROM main.articles
ANTI JOIN main.fingerprints ON articles.article_id = fingerprints.article_id
WHERE
    LENGTH(CAST(GETVARIABLE('articles') AS VARCHAR [])) = 0
    OR LIST_CONTAINS(CAST(GETVARIABLE('articles') AS VARCHAR []), articles.article_id)
ORDER BY dated_at ASC, articles.article_id ASC
LIMIT GETVARIABLE('at_once')
