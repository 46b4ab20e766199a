-- The words of a sentence are those of its span: text[span_start:span_end].
SELECT sentences.sentence_id
FROM sentences
LEFT JOIN texts ON sentences.article_id = texts.article_id AND sentences.part = texts.part
WHERE
    sentences.text
    IS DISTINCT FROM SUBSTRING(texts.words, sentences.span_start + 1, sentences.span_end - sentences.span_start)
