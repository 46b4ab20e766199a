-- Every flag that the queue can show, with the words that its row shows: written once beside each published copy.
SELECT
    flags.flag_id,
    flags.article_id,
    flags.check_code,
    flags.severity,
    flags.message,
    flags.reading,
    flags.claim_id,
    claims.sentence_id,
    articles.url,
    articles.outlet,
    articles.headline,
    COALESCE(articles.published_at, articles.fetched_at) AS dated,
    checks.title,
    flags.part,
    flags.span_start,
    flags.span_end,
    sentences.part AS sentence_part,
    sentences.span_start AS sentence_start,
    sentences.text AS sentence
FROM main.flags
INNER JOIN main.pages ON flags.article_id = pages.article_id
INNER JOIN main.articles ON flags.article_id = articles.article_id
INNER JOIN main.claims ON flags.article_id = claims.article_id AND flags.claim_id = claims.claim_id
INNER JOIN main.sentences
    ON claims.article_id = sentences.article_id AND claims.sentence_id = sentences.sentence_id
LEFT JOIN main.checks ON flags.check_code = checks.check_code
WHERE flags.gone_at IS NULL AND flags.rowid BETWEEN $first AND $last
