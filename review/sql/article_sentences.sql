-- The sentences of one revision.
SELECT
    sentence_id,
    part,
    span_start,
    text
FROM main.sentences
WHERE rowid BETWEEN $sentences_first AND $sentences_last AND article_id = $article
