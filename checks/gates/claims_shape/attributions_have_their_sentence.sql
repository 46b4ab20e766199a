-- Every attribution stands in a sentence of the same article.
SELECT attributions.attribution_id
FROM attributions
ANTI JOIN sentences
    ON attributions.article_id = sentences.article_id AND attributions.sentence_id = sentences.sentence_id
