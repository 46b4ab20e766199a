-- Every flag that the queue can show, as narrow as it can be: the desk keeps this in memory.
SELECT
    flags.flag_id,
    flags.article_id,
    flags.check_code,
    flags.severity,
    articles.outlet,
    claims.rowid AS claim_row,
    COALESCE(attributions.source_kind, 'none') AS source_kind,
    COALESCE(EPOCH(COALESCE(articles.published_at, articles.fetched_at))::BIGINT, 0) AS published,
    LEFT(MD5(CONCAT_WS(
        CHR(31),
        flags.check_code,
        TRIM(sentences.text),
        flags.span_start - claims.span_start,
        flags.span_end - claims.span_start,
        COALESCE(flags.reading, '')
    )), 20) AS memory
FROM main.flags
INNER JOIN main.pages ON flags.article_id = pages.article_id
INNER JOIN main.articles ON flags.article_id = articles.article_id
INNER JOIN main.claims ON flags.article_id = claims.article_id AND flags.claim_id = claims.claim_id
INNER JOIN main.sentences
    ON claims.article_id = sentences.article_id AND claims.sentence_id = sentences.sentence_id
LEFT JOIN main.attributions
    ON claims.article_id = attributions.article_id AND claims.attribution_id = attributions.attribution_id
WHERE flags.gone_at IS NULL
