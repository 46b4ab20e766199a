-- Claims that hold all the terms, read from the claims themselves while the full-text index is being made.
SELECT
    (LIST_POSITION(['title', 'standfirst', 'text'], claims.part) << 24) + claims.span_start AS claim_place,
    claims.text,
    claims.article_id,
    articles.outlet,
    articles.headline,
    COALESCE(articles.published_on, articles.published_at::DATE, articles.fetched_at::DATE)::VARCHAR AS dated
FROM main.claims
INNER JOIN main.pages ON claims.article_id = pages.article_id
INNER JOIN main.articles ON claims.article_id = articles.article_id
WHERE LIST_BOOL_AND(LIST_TRANSFORM($terms::VARCHAR [], lambda term: CONTAINS(LOWER(claims.text), term)))
ORDER BY articles.rowid, claim_place
LIMIT $most
