-- What a revision says otherwise than the one before it, in reading order.
SELECT
    kind,
    part,
    before_text,
    after_text,
    before_start,
    before_end,
    after_start,
    after_end
FROM main.changes
WHERE article_id = $article AND before_article_id = $before
ORDER BY position
