-- Where the claims of one revision stand.
SELECT
    claim_id,
    sentence_id,
    span_start,
    attribution_id
FROM main.claims
WHERE rowid IN (SELECT few.rowid FROM main.claims AS few WHERE few.article_id = $article)
