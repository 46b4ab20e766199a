-- The newest `at_most` articles that are in no story, in their order: a revision is as old as its page. A copy names its first.
WITH found AS (
    SELECT
        articles.article_id,
        articles.rowid AS place,
        COALESCE(NULLIF(articles.url, ''), articles.article_id) AS page,
        COALESCE(copies.copy_of, articles.article_id) AS first_id,
        COALESCE(
            (
                SELECT MIN(COALESCE(revisions.published_at, revisions.fetched_at))
                FROM main.articles AS revisions
                WHERE revisions.url = articles.url
            ),
            TIMESTAMPTZ '1970-01-01 00:00:00+00'
        ) AS dated_at
    FROM main.articles
    ANTI JOIN main.story_articles ON articles.article_id = story_articles.article_id
    LEFT JOIN main.copies ON articles.article_id = copies.article_id
    ORDER BY dated_at DESC, articles.fetched_at DESC NULLS LAST, articles.article_id DESC
    LIMIT GETVARIABLE('at_most')
)

-- the texts by rowid: only of these articles
SELECT
    found.article_id,
    found.page,
    found.first_id,
    articles.headline,
    articles.text,
    found.dated_at,
    articles.outlet
FROM found
INNER JOIN main.articles ON found.place = articles.rowid
ORDER BY found.dated_at ASC, articles.fetched_at ASC NULLS FIRST, found.article_id ASC
