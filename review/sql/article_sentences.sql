-- The sentences of one revision.
SELECT
    sentence_id,
    part,
    span_start,
    text
FROM main.sentences
WHERE rowid IN (SELECT few.rowid FROM main.sentences AS few WHERE few.article_id = $article)
