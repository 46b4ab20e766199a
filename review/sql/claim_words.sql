-- What the full-text index is made of: the claims of current revisions.
SELECT
    claims.rowid AS claim_row,
    claims.text
FROM main.claims
INNER JOIN main.pages ON claims.article_id = pages.article_id
