-- Every revision: whether it stands and was checked, how many rows are its own, and what the queue's rows say of its page.
WITH said AS (
    SELECT
        article_id,
        COUNT(*) AS sentences
    FROM main.sentences
    GROUP BY article_id
),

claimed AS (
    SELECT
        article_id,
        COUNT(*) AS claims
    FROM main.claims
    GROUP BY article_id
),

quoted AS (
    SELECT
        article_id,
        COUNT(*) AS quotations
    FROM main.quotations
    GROUP BY article_id
)

SELECT
    articles.article_id,
    articles.url,
    EPOCH_US(articles.fetched_at) AS fetched,
    articles.article_id IN (SELECT pages.article_id FROM main.pages) AS is_current,
    articles.article_id IN (SELECT screenings.article_id FROM main.screenings) AS is_screened,
    COALESCE(said.sentences, 0) AS sentences,
    COALESCE(claimed.claims, 0) AS claims,
    COALESCE(quoted.quotations, 0) AS quotations,
    JSON_ARRAY(
        articles.article_id,
        articles.url,
        articles.outlet,
        articles.headline,
        COALESCE(articles.published_at, articles.fetched_at),
        articles.published_on
    )::VARCHAR AS about
FROM main.articles
LEFT JOIN said ON articles.article_id = said.article_id
LEFT JOIN claimed ON articles.article_id = claimed.article_id
LEFT JOIN quoted ON articles.article_id = quoted.article_id
ORDER BY articles.rowid
