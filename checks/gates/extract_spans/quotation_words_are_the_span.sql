-- The words of a quotation are those of its span: text[span_start:span_end].
SELECT quotations.quotation_id
FROM quotations
LEFT JOIN texts ON quotations.article_id = texts.article_id AND quotations.part = texts.part
WHERE
    quotations.text
    IS DISTINCT FROM SUBSTRING(texts.words, quotations.span_start + 1, quotations.span_end - quotations.span_start)
