-- Claims that hold all the terms, read from the claims themselves while the full-text index is being made.
SELECT claims.rowid AS claim_row
FROM main.claims
INNER JOIN main.pages ON claims.article_id = pages.article_id
WHERE LIST_BOOL_AND(LIST_TRANSFORM($terms::VARCHAR [], lambda term: CONTAINS(LOWER(claims.text), term)))
ORDER BY claim_row
LIMIT $most
