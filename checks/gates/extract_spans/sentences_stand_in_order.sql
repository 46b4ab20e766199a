-- Sentences of one text do not overlap, and their positions follow the text.
WITH followed AS (
    SELECT
        sentence_id,
        span_end,
        LEAD(span_start) OVER (PARTITION BY article_id, part ORDER BY position) AS next_start
    FROM sentences
)

SELECT sentence_id
FROM followed
WHERE next_start < span_end
