-- Every comparison belongs to a claim of the same article.
SELECT comparisons.claim_id
FROM comparisons
ANTI JOIN claims ON comparisons.article_id = claims.article_id AND comparisons.claim_id = claims.claim_id
