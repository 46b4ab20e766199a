-- Every pair belongs to a claim of the same article, and its figures are figures of it.
SELECT figure_pairs.claim_id
FROM figure_pairs
ANTI JOIN claims ON figure_pairs.article_id = claims.article_id AND figure_pairs.claim_id = claims.claim_id
UNION ALL
SELECT figure_pairs.claim_id
FROM figure_pairs
ANTI JOIN figures ON figure_pairs.article_id = figures.article_id AND figure_pairs.first_id = figures.figure_id
UNION ALL
SELECT figure_pairs.claim_id
FROM figure_pairs
ANTI JOIN figures ON figure_pairs.article_id = figures.article_id AND figure_pairs.second_id = figures.figure_id
WHERE figure_pairs.second_id IS NOT NULL
