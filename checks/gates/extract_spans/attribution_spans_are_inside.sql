-- Every span of an attribution lies inside its text, and none is empty.
WITH spans AS (
    SELECT
        article_id,
        attribution_id,
        part,
        UNNEST(LIST_CONCAT(LIST_CONCAT(source, cue), content)) AS span
    FROM attributions
)

SELECT spans.attribution_id
FROM spans
LEFT JOIN texts ON spans.article_id = texts.article_id AND spans.part = texts.part
WHERE
    texts.words IS NULL
    OR spans.span.span_start < 0
    OR spans.span.span_end <= spans.span.span_start
    OR spans.span.span_end > LENGTH(texts.words)
