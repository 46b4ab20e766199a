-- Every flag that the queue can show: what the board keeps in memory, and in `body` what its row and its card show.
-- A place is where something begins in its article: 2 bits for the part, 24 for the code point.
SELECT
    flags.article_id,
    flags.flag_id,
    flags.check_code,
    flags.severity,
    articles.outlet,
    COALESCE(attributions.source_kind, 'none') AS source_kind,
    (LIST_POSITION(['title', 'standfirst', 'text'], claims.part) << 24) + claims.span_start AS claim_place,
    COALESCE(EPOCH(COALESCE(articles.published_at, articles.fetched_at))::BIGINT, 0) AS published,
    FLAG_MEMORY(
        flags.check_code,
        sentences.text,
        flags.span_start - claims.span_start,
        flags.span_end - claims.span_start,
        flags.reading
    ) AS memory,
    (LIST_POSITION(['title', 'standfirst', 'text'], sentences.part) << 24) + sentences.span_start AS sentence_place,
    sentences.text AS sentence,
    JSON_ARRAY(
        flags.check_code,
        flags.severity,
        flags.message,
        flags.reading,
        flags.claim_id,
        flags.other_claim_id,
        claims.span_start,
        claims.sentence_id,
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
WHERE flags.gone_at IS NULL
