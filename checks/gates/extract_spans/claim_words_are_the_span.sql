-- The words of a claim are those of its span: text[span_start:span_end].
SELECT claims.claim_id
FROM claims
LEFT JOIN texts ON claims.article_id = texts.article_id AND claims.part = texts.part
WHERE
    claims.text
    IS DISTINCT FROM SUBSTRING(texts.words, claims.span_start + 1, claims.span_end - claims.span_start)
