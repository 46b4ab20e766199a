-- What is quoted in the newest revisions of each event's articles, and of whom; a copy counts once.
SELECT
    story_id,
    article_id,
    quotation_id,
    part,
    span_start,
    span_end,
    text,
    source_name,
    source_kind,
    outlet
FROM v1.story_quotations
WHERE is_current AND NOT is_copy AND NOT fragment AND story_id = COALESCE($story::VARCHAR, story_id)
ORDER BY story_id, published_at, article_id, part <> 'title', span_start
