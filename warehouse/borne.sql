-- What flags bear of their claims and articles; nothing of a flag whose claim is not there. By rowid, DuckDB opens only the
-- blocks that hold these rows.
SELECT
    flags.article_id,
    flags.flag_id,
    claims.text AS claim_text,
    articles.url,
    articles.outlet,
    articles.published_at,
    articles.is_current,
    FLAG_MEMORY(
        flags.check_code,
        claims.text,
        flags.span_start - claims.span_start,
        flags.span_end - claims.span_start,
        flags.reading
    ) AS memory
FROM main.flags AS flags
INNER JOIN main.claims AS claims
    ON flags.article_id = claims.article_id AND flags.claim_id = claims.claim_id
INNER JOIN main.articles AS articles ON flags.article_id = articles.article_id
WHERE
    claims.rowid IN (
        SELECT few.rowid
        FROM main.claims AS few
        WHERE few.article_id IN (SELECT chosen.article_id FROM main.flags AS chosen)
    )
    AND articles.rowid IN (
        SELECT few.rowid
        FROM main.articles AS few
        WHERE few.article_id IN (SELECT chosen.article_id FROM main.flags AS chosen)
    )
