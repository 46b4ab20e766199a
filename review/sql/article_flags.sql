-- Every flag of one revision with its sentence, claim and check, in reading order.
SELECT
    flags.flag_id,
    flags.check_code,
    flags.severity,
    flags.message,
    flags.reading,
    flags.part,
    flags.span_start,
    flags.span_end,
    flags.evidence,
    flags.check_version,
    flags.raised_at,
    claims.claim_id,
    claims.span_start AS claim_start,
    claims.sentence_id,
    sentences.text AS sentence,
    sentences.part AS sentence_part,
    sentences.span_start AS sentence_start,
    COALESCE(checks.title, flags.check_code) AS title,
    COALESCE(checks.ask, '') AS ask,
    LEFT(MD5(CONCAT_WS(
        CHR(31),
        flags.check_code,
        TRIM(sentences.text),
        flags.span_start - claims.span_start,
        flags.span_end - claims.span_start,
        COALESCE(flags.reading, '')
    )), 20) AS memory
FROM (SELECT * FROM main.flags WHERE article_id = $article AND gone_at IS NULL) AS flags
INNER JOIN (SELECT * FROM main.claims WHERE article_id = $article) AS claims ON flags.claim_id = claims.claim_id
INNER JOIN (SELECT * FROM main.sentences WHERE article_id = $article) AS sentences
    ON claims.sentence_id = sentences.sentence_id
LEFT JOIN main.checks ON flags.check_code = checks.check_code
ORDER BY
    CASE flags.part WHEN 'title' THEN 0 WHEN 'standfirst' THEN 1 ELSE 2 END,
    flags.span_start,
    flags.span_end,
    flags.check_code,
    flags.flag_id
