-- What a claim that was searched for says of its page: current revisions only.
SELECT
    articles.article_id,
    articles.outlet,
    articles.headline,
    COALESCE(articles.published_on, articles.published_at::DATE, articles.fetched_at::DATE)::VARCHAR AS dated
FROM main.articles
INNER JOIN main.pages ON articles.article_id = pages.article_id
