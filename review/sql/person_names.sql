-- Every spelling of every person's name in current pages, with how many articles bear it; $people NULL is all people.
SELECT
    attributions.person_key,
    attributions.canonical_source AS spelling,
    COUNT(DISTINCT attributions.article_id) AS articles
FROM main.attributions
INNER JOIN main.pages ON attributions.article_id = pages.article_id
WHERE
    attributions.person_key IS NOT NULL
    AND ($people::VARCHAR [] IS NULL OR LIST_CONTAINS($people::VARCHAR [], attributions.person_key))
GROUP BY attributions.person_key, attributions.canonical_source
ORDER BY attributions.person_key, articles DESC, spelling
