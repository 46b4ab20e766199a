-- Every flag that stands belongs to a claim that is there.
SELECT flags.flag_id
FROM main.flags AS flags
ANTI JOIN main.claims AS claims ON flags.article_id = claims.article_id AND flags.claim_id = claims.claim_id
WHERE flags.gone_at IS NULL
