-- Copies that are stored already and concern `articles`, as the copy or as the first.
SELECT
    article_id,
    copy_of,
    similarity
FROM main.copies
WHERE
    LIST_CONTAINS(CAST(GETVARIABLE('articles') AS VARCHAR []), article_id)
    OR LIST_CONTAINS(CAST(GETVARIABLE('articles') AS VARCHAR []), copy_of)
