-- The sentences of one revision.
SELECT
    sentence_id,
    part,
    span_start,
    text
FROM main.sentences
WHERE rowid BETWEEN $first AND $last AND article_id = $article
