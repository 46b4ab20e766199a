-- Where the claims of one revision stand.
SELECT
    claim_id,
    sentence_id,
    span_start,
    attribution_id
FROM main.claims
WHERE rowid BETWEEN $first AND $last AND article_id = $article
