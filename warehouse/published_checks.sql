-- Published fact-checks of other houses, and which claims they may be about.

-- What a claim is recognised by in another's words: the roots of its words but the light ones (word_kinds.light), and its figures.
CREATE OR REPLACE MACRO CLAIM_TERMS(WORDS, LIGHT) AS LIST_DISTINCT(
    LIST_CONCAT(
        LIST_TRANSFORM(
            LIST_FILTER(
                REGEXP_EXTRACT_ALL(LOWER(words), '\p{L}{3,}'), LAMBDA word : NOT LIST_CONTAINS(light, word)
            ),
            LAMBDA word : ROOT_OF(word)
        ),
        LIST_TRANSFORM(
            REGEXP_EXTRACT_ALL(words, '\d+(?:[.,]\d+)*'), LAMBDA digits : REPLACE(digits, ',', '')
        )
    )
);

-- The figures among terms that are no year.
CREATE OR REPLACE MACRO COUNTS_IN(TERMS) AS LIST_FILTER(
    terms, LAMBDA term : REGEXP_MATCHES(term, '^\d') AND NOT REGEXP_FULL_MATCH(term, '(?:19|20)\d\d')
);

CREATE OR REPLACE VIEW v1.published_checks AS
SELECT published_checks.*
FROM main.published_checks;

-- What people said of a match: the last act that stands on claim and check.
CREATE OR REPLACE VIEW v1.checked_before AS
SELECT
    check_matches.sentence_id,
    check_matches.check_id,
    check_matches.likeness,
    check_matches.names,
    check_matches.figures,
    check_matches.words,
    published_checks.url AS check_url,
    published_checks.publisher,
    published_checks.claim,
    published_checks.claimant,
    published_checks.verdict,
    published_checks.reviewed_on,
    (
        SELECT ARG_MAX(claim_acts.act = 'same_claim', (claim_acts.decided_at, claim_acts.decision_id))
        FROM main.claim_acts
        WHERE
            claim_acts.act IN ('same_claim', 'other_claim')
            AND claim_acts.sentence_id = check_matches.sentence_id AND claim_acts.reason = check_matches.check_id
    ) AS is_confirmed
FROM main.check_matches
INNER JOIN main.published_checks ON check_matches.check_id = published_checks.check_id;
