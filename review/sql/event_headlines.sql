-- The headlines under which each event is told, newest first; $words NULL is all, else those that hold every word.
SELECT
    told.headline,
    told.story_id,
    told.outlet,
    told.dated_at
FROM v1.story_articles AS told
WHERE
    told.is_current
    AND LIST_BOOL_AND(
        LIST_TRANSFORM(COALESCE($words::VARCHAR [], ['']), lambda word : CONTAINS(LOWER(told.headline), word))
    )
ORDER BY told.dated_at DESC, told.article_id
