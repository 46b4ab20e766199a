-- Fetch rows from before `oldest`, but for the last of each address and those whose archived bytes an article was read from.
DELETE FROM main.fetches
WHERE
    fetched_at < CAST(GETVARIABLE('oldest') AS TIMESTAMPTZ)
    AND fetch_id NOT IN (
        SELECT ARG_MAX(tries.fetch_id, tries.fetched_at)
        FROM main.fetches AS tries
        GROUP BY tries.requested_url
    )
    AND fetch_id NOT IN (
        SELECT tries.fetch_id
        FROM main.fetches AS tries
        SEMI JOIN main.articles ON tries.article_id = articles.article_id
        WHERE tries.warc <> ''
    )
