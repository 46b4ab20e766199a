-- Claims and published checks that may say the same, of those that came after the run `after_seq`: they share words, names and
-- figures that few checks have, and half of what the two say, more where it is words alone. Where both count, one number is the same.
WITH checks AS (
    SELECT
        check_id,
        claim,
        run_seq,
        CLAIM_TERMS(claim, word_kinds.light) AS terms
    FROM main.published_checks
    CROSS JOIN main.word_kinds
),

claims AS (
    SELECT
        claims.sentence_id,
        ANY_VALUE(claims.text) AS claim,
        MAX(claims.run_seq) AS run_seq,
        CLAIM_TERMS(ANY_VALUE(claims.text), ANY_VALUE(word_kinds.light)) AS terms
    FROM main.claims
    CROSS JOIN main.word_kinds
    SEMI JOIN main.pages ON claims.article_id = pages.article_id
    WHERE
        claims.run_seq > GETVARIABLE('after_seq')
        OR (SELECT MAX(published_checks.run_seq) FROM main.published_checks) > GETVARIABLE('after_seq')
    GROUP BY claims.sentence_id
),

check_terms AS (
    SELECT
        check_id,
        run_seq,
        UNNEST(terms) AS term
    FROM checks
),

claim_terms AS (
    SELECT
        sentence_id,
        run_seq,
        UNNEST(terms) AS term
    FROM claims
),

counted AS (
    SELECT COUNT(*) AS checks_there
    FROM checks
),

-- 1 is a word that one check has alone, 0 one that all have
weights AS (
    SELECT
        check_terms.term,
        LN((counted.checks_there + 1) / COUNT(*)) / LN(counted.checks_there + 1) AS weight
    FROM check_terms
    CROSS JOIN counted
    GROUP BY check_terms.term, counted.checks_there
),

-- by their rarer words alone: common ones would bring all to all
rare AS (
    SELECT
        check_terms.check_id,
        check_terms.run_seq,
        check_terms.term,
        weights.weight
    FROM check_terms
    INNER JOIN weights ON check_terms.term = weights.term
    WHERE weights.weight >= 0.4
),

met AS (
    SELECT
        claim_terms.sentence_id,
        rare.check_id,
        rare.weight
    FROM claim_terms
    INNER JOIN rare ON claim_terms.term = rare.term
    WHERE claim_terms.run_seq > GETVARIABLE('after_seq')
    UNION ALL
    SELECT
        claim_terms.sentence_id,
        rare.check_id,
        rare.weight
    FROM claim_terms
    INNER JOIN rare ON claim_terms.term = rare.term
    WHERE claim_terms.run_seq <= GETVARIABLE('after_seq') AND rare.run_seq > GETVARIABLE('after_seq')
),

near AS (
    SELECT
        sentence_id,
        check_id
    FROM met
    GROUP BY sentence_id, check_id
    HAVING SUM(weight) >= 1.2
),

claim_weights AS (
    SELECT
        claim_terms.sentence_id,
        SUM(COALESCE(weights.weight, 1)) AS weight
    FROM claim_terms
    SEMI JOIN near ON claim_terms.sentence_id = near.sentence_id
    LEFT JOIN weights ON claim_terms.term = weights.term
    GROUP BY claim_terms.sentence_id
),

check_weights AS (
    SELECT
        check_terms.check_id,
        SUM(weights.weight) AS weight
    FROM check_terms
    INNER JOIN weights ON check_terms.term = weights.term
    GROUP BY check_terms.check_id
),

shared AS (
    SELECT
        near.sentence_id,
        near.check_id,
        LIST(check_terms.term ORDER BY check_terms.term) AS terms,
        SUM(weights.weight) AS weight
    FROM near
    INNER JOIN check_terms ON near.check_id = check_terms.check_id
    INNER JOIN claim_terms ON near.sentence_id = claim_terms.sentence_id AND check_terms.term = claim_terms.term
    INNER JOIN weights ON check_terms.term = weights.term
    GROUP BY near.sentence_id, near.check_id
    HAVING COUNT(*) >= 3 AND SUM(weights.weight) >= 3
)

SELECT
    shared.sentence_id,
    shared.check_id,
    ROUND(2 * shared.weight / (claim_weights.weight + check_weights.weight), 4) AS likeness,
    LIST_SORT(
        LIST_FILTER(NAMES_IN(checks.claim), LAMBDA name : LIST_CONTAINS(shared.terms, ROOT_OF(LOWER(name))))
    ) AS names,
    LIST_FILTER(shared.terms, LAMBDA term : REGEXP_MATCHES(term, '^\d')) AS figures,
    LIST_SORT(
        LIST_FILTER(
            LIST_DISTINCT(REGEXP_EXTRACT_ALL(checks.claim, '\p{L}{3,}')),
            LAMBDA word : LIST_CONTAINS(shared.terms, ROOT_OF(LOWER(word)))
            AND NOT LIST_CONTAINS(NAMES_IN(checks.claim), word)
        )
    ) AS words
FROM shared
INNER JOIN claim_weights ON shared.sentence_id = claim_weights.sentence_id
INNER JOIN check_weights ON shared.check_id = check_weights.check_id
INNER JOIN checks ON shared.check_id = checks.check_id
INNER JOIN claims ON shared.sentence_id = claims.sentence_id
WHERE
    2 * shared.weight >= CASE WHEN LEN(names) + LEN(figures) > 0 THEN 0.5 ELSE 0.6 END
    * (claim_weights.weight + check_weights.weight)
    AND (
        LEN(COUNTS_IN(claims.terms)) = 0
        OR LEN(COUNTS_IN(checks.terms)) = 0
        OR LEN(COUNTS_IN(shared.terms)) > 0
    )
