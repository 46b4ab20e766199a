-- Every claim stands in a sentence of the same article.
SELECT claims.claim_id
FROM claims
ANTI JOIN sentences ON claims.article_id = sentences.article_id AND claims.sentence_id = sentences.sentence_id
