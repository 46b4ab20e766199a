-- An attribution that a claim names is there.
SELECT claims.claim_id
FROM claims
ANTI JOIN attributions
    ON claims.article_id = attributions.article_id AND claims.attribution_id = attributions.attribution_id
WHERE claims.attribution_id IS NOT NULL
