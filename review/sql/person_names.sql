-- Every spelling of every person's name in each current page; $people NULL is all people.
SELECT DISTINCT
    attributions.article_id,
    attributions.person_key,
    COALESCE(attributions.canonical_source, '') AS spelling
FROM main.attributions
INNER JOIN main.pages ON attributions.article_id = pages.article_id
WHERE
    attributions.person_key IS NOT NULL
    AND ($people::VARCHAR [] IS NULL OR LIST_CONTAINS($people::VARCHAR [], attributions.person_key))
ORDER BY attributions.person_key, spelling, attributions.article_id
