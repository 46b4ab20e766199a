-- The words of a figure are those of its span: text[span_start:span_end].
SELECT figures.figure_id
FROM figures
LEFT JOIN texts ON figures.article_id = texts.article_id AND figures.part = texts.part
WHERE
    figures.text
    IS DISTINCT FROM SUBSTRING(texts.words, figures.span_start + 1, figures.span_end - figures.span_start)
