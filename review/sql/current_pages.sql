-- The current revision of each of these pages.
SELECT
    url,
    article_id
FROM main.pages
WHERE LIST_CONTAINS($urls::VARCHAR [], url)
