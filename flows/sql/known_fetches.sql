-- What the last fetch that gave an article left of each page: its validators, the hash of its bytes and its article.
SELECT
    requested_url,
    etag,
    last_modified,
    body_hash,
    article_id
FROM main.fetches
WHERE
    article_id IS NOT NULL AND body_hash <> ''
    AND LIST_CONTAINS(CAST(GETVARIABLE('urls') AS VARCHAR []), requested_url)
QUALIFY ROW_NUMBER() OVER (PARTITION BY requested_url ORDER BY fetched_at DESC) = 1
