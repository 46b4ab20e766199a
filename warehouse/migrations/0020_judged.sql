-- Up to which run each check has judged every current article; '' is the gates. A check that changes begins anew, alone.

CREATE TABLE judged (
    check_code VARCHAR NOT NULL,
    check_version VARCHAR NOT NULL,
    run_seq BIGINT NOT NULL
);

INSERT INTO judged
SELECT
    check_code,
    check_version,
    0 AS run_seq
FROM checks
UNION ALL
SELECT
    '' AS check_code,
    '' AS check_version,
    0 AS run_seq
FROM checks
HAVING COUNT(*) > 0;

-- what was never screened is new
UPDATE articles SET run_seq = (SELECT COALESCE(MAX(runs.run_seq), 0) + 1 FROM runs)
WHERE article_id NOT IN (SELECT screenings.article_id FROM screenings);
