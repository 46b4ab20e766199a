-- The articles of pages that nobody saw since `oldest`, all revisions; not where a person decided, or a decision names the page.
WITH decided AS (
    SELECT articles.url
    FROM main.decisions
    INNER JOIN main.flags ON decisions.flag_id = flags.flag_id
    INNER JOIN main.articles ON flags.article_id = articles.article_id
    UNION
    SELECT url
    FROM main.decisions
),

decided_articles AS (
    SELECT flags.article_id
    FROM main.decisions
    INNER JOIN main.flags ON decisions.flag_id = flags.flag_id
),

seen AS (
    SELECT
        articles.article_id,
        articles.url,
        COALESCE(NULLIF(articles.url, ''), articles.article_id) AS page,
        MAX(GREATEST(articles.fetched_at, pages.last_seen_at)) OVER (
            PARTITION BY COALESCE(NULLIF(articles.url, ''), articles.article_id)
        ) AS seen_at
    FROM main.articles
    LEFT JOIN main.pages ON articles.article_id = pages.article_id
)

SELECT seen.article_id
FROM seen
ANTI JOIN decided ON seen.url = decided.url AND decided.url <> ''
ANTI JOIN decided_articles ON seen.article_id = decided_articles.article_id
WHERE seen.seen_at < CAST(GETVARIABLE('oldest') AS TIMESTAMPTZ)
ORDER BY seen.article_id
