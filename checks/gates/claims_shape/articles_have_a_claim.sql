-- The headline, or the first sentence, of every article with sentences is a claim, so that a flag about the article has a place.
SELECT DISTINCT sentences.article_id
FROM sentences
ANTI JOIN claims ON sentences.article_id = claims.article_id
