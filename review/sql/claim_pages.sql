-- What a claim that was searched for says of its page: current revisions only.
SELECT
    articles.article_id,
    articles.outlet,
    articles.headline,
    STRFTIME(COALESCE(articles.published_at, articles.fetched_at), '%Y-%m-%d') AS dated
FROM main.articles
INNER JOIN main.pages ON articles.article_id = pages.article_id
