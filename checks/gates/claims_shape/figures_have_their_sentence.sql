-- Every figure stands in a sentence of the same article.
SELECT figures.figure_id
FROM figures
ANTI JOIN sentences ON figures.article_id = sentences.article_id AND figures.sentence_id = sentences.sentence_id
