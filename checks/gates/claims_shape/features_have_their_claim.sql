-- Every feature belongs to a claim of the same article.
SELECT features.claim_id
FROM features
ANTI JOIN claims ON features.article_id = claims.article_id AND features.claim_id = claims.claim_id
