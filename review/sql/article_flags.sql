-- Every flag of one revision; joined in Python, where four small reads are faster than one plan.
SELECT
    article_id,
    flag_id,
    check_code,
    severity,
    claim_id,
    other_claim_id,
    message,
    reading,
    part,
    span_start,
    span_end,
    evidence,
    check_version,
    raised_at
FROM main.flags
WHERE rowid IN (SELECT few.rowid FROM main.flags AS few WHERE few.article_id = $article) AND gone_at IS NULL
