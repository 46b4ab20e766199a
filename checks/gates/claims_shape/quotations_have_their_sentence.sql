-- Every quotation stands in a sentence of the same article.
SELECT quotations.quotation_id
FROM quotations
ANTI JOIN sentences ON quotations.article_id = sentences.article_id AND quotations.sentence_id = sentences.sentence_id
