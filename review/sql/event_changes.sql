-- What revisions of each event's articles say otherwise than those before them, figures, sources, quotations and headlines.
SELECT
    story_id,
    article_id,
    change_id,
    before_article_id,
    kind,
    part,
    before_text,
    after_text,
    after_start,
    after_end,
    url,
    outlet,
    fetched_at,
    is_marked
FROM v1.story_changes
WHERE kind IN ('figure', 'source', 'quotation', 'headline') AND story_id = COALESCE($story::VARCHAR, story_id)
ORDER BY story_id, fetched_at, article_id, position
