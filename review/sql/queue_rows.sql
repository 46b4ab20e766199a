-- The flags of one page of the queue: `$articles` narrows the scan before the joins.
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
    articles.published_at,
    articles.fetched_at,
    checks.title,
    flags.part,
    flags.span_start,
    flags.span_end,
    sentences.part AS sentence_part,
    sentences.span_start AS sentence_start,
    sentences.text AS sentence
FROM (
    SELECT *
    FROM main.flags
    WHERE article_id IN (SELECT UNNEST($articles)) AND flag_id IN (SELECT UNNEST($flags))
) AS flags
INNER JOIN main.articles ON flags.article_id = articles.article_id
INNER JOIN main.claims ON flags.article_id = claims.article_id AND flags.claim_id = claims.claim_id
INNER JOIN main.sentences
    ON claims.article_id = sentences.article_id AND claims.sentence_id = sentences.sentence_id
LEFT JOIN main.checks ON flags.check_code = checks.check_code
