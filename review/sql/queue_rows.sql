-- Every flag that the queue can show: what the board keeps in memory, and in `body` what its row and its card show.
SELECT
    flags.flag_id,
    flags.article_id,
    flags.check_code,
    flags.severity,
    articles.outlet,
    COALESCE(attributions.source_kind, 'none') AS source_kind,
    claims.rowid AS claim_row,
    COALESCE(EPOCH(COALESCE(articles.published_at, articles.fetched_at))::BIGINT, 0) AS published,
    FLAG_MEMORY(
        flags.check_code,
        sentences.text,
        flags.span_start - claims.span_start,
        flags.span_end - claims.span_start,
        flags.reading
    ) AS memory,
    sentences.rowid AS sentence_row,
    sentences.text AS sentence,
    JSON_ARRAY(
        flags.article_id,
        flags.check_code,
        flags.severity,
        flags.message,
        flags.reading,
        flags.claim_id,
        flags.other_claim_id,
        claims.span_start,
        claims.sentence_id,
        articles.url,
        articles.outlet,
        articles.headline,
        COALESCE(articles.published_at, articles.fetched_at),
        checks.title,
        flags.part,
        flags.span_start,
        flags.span_end,
        flags.evidence,
        flags.check_version,
        flags.raised_at,
        sentences.part,
        sentences.span_start
    )::VARCHAR AS body
FROM main.flags
INNER JOIN main.pages ON flags.article_id = pages.article_id
INNER JOIN main.articles ON flags.article_id = articles.article_id
INNER JOIN main.claims ON flags.article_id = claims.article_id AND flags.claim_id = claims.claim_id
INNER JOIN main.sentences
    ON claims.article_id = sentences.article_id AND claims.sentence_id = sentences.sentence_id
LEFT JOIN main.attributions
    ON claims.article_id = attributions.article_id AND claims.attribution_id = attributions.attribution_id
LEFT JOIN main.checks ON flags.check_code = checks.check_code
WHERE flags.gone_at IS NULL
