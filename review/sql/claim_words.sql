-- What the full-text index is made of: the claims of current revisions.
SELECT
    claims.rowid AS claim_row,
    claims.text,
    claims.article_id,
    articles.outlet,
    articles.headline,
    strftime(COALESCE(articles.published_at, articles.fetched_at), '%Y-%m-%d') AS dated
FROM main.claims
INNER JOIN main.pages ON claims.article_id = pages.article_id
INNER JOIN main.articles ON claims.article_id = articles.article_id
