-- The articles of which a later revision came since a moment, with how many of their figures, sources and quotations it changed.
SELECT
    articles.article_id,
    articles.headline,
    articles.outlet,
    articles.fetched_at,
    COUNT(*) FILTER (WHERE changes.kind IN ('figure', 'source', 'quotation', 'headline')) AS things
FROM main.articles
INNER JOIN main.pages ON articles.article_id = pages.article_id
INNER JOIN main.changes ON articles.article_id = changes.article_id
WHERE articles.fetched_at > $since
GROUP BY ALL
ORDER BY things DESC, articles.fetched_at DESC, articles.article_id
LIMIT $most
