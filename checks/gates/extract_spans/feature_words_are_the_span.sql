-- The words of a feature are those of its span: text[span_start:span_end].
SELECT features.claim_id
FROM features
LEFT JOIN texts ON features.article_id = texts.article_id AND features.part = texts.part
WHERE
    features.text
    IS DISTINCT FROM SUBSTRING(texts.words, features.span_start + 1, features.span_end - features.span_start)
