-- What the full-text index is made of: the claims of current revisions, each with the place where it begins.
SELECT
    claims.article_id,
    (LIST_POSITION(['title', 'standfirst', 'text'], claims.part) << 24) + claims.span_start AS claim_place,
    claims.text
FROM main.claims
INNER JOIN main.pages ON claims.article_id = pages.article_id
