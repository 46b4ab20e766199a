-- Flags bear their claim's words, what their article says of them, and what a decision on them rests on, as memory.sql has it:
-- a question about flags reads one table, an outlet's flags lie together. A flag whose claim is gone bears nothing.

CREATE TABLE flags_anew (
    article_id VARCHAR NOT NULL,
    flag_id VARCHAR NOT NULL,
    check_code VARCHAR NOT NULL,
    severity VARCHAR NOT NULL CHECK (severity IN ('info', 'warning', 'critical')),
    claim_id VARCHAR NOT NULL,
    other_claim_id VARCHAR,
    part VARCHAR NOT NULL CHECK (part IN ('text', 'title', 'standfirst')),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end > span_start),
    message VARCHAR NOT NULL,
    reading VARCHAR,
    evidence STRUCT(article_id VARCHAR, part VARCHAR, span_start INTEGER, span_end INTEGER, role VARCHAR) [] NOT NULL,
    check_version VARCHAR NOT NULL,
    run_id VARCHAR,
    raised_at TIMESTAMPTZ,
    gone_at TIMESTAMPTZ,
    run_seq BIGINT,
    claim_text VARCHAR,
    url VARCHAR,
    outlet VARCHAR,
    published_at TIMESTAMPTZ,
    is_current BOOLEAN,
    memory VARCHAR,
    PRIMARY KEY (article_id, flag_id)
);

-- in a lake: ALTER TABLE flags_anew SET SORTED BY (outlet ASC, published_at ASC);

INSERT INTO flags_anew
SELECT
    flags.*,
    claims.text AS claim_text,
    articles.url,
    articles.outlet,
    articles.published_at,
    articles.is_current,
    CASE
        WHEN claims.text IS NOT NULL THEN LEFT(
            MD5(
                CONCAT_WS(
                    CHR(31),
                    flags.check_code,
                    TRIM(claims.text),
                    flags.span_start - claims.span_start,
                    flags.span_end - claims.span_start,
                    REGEXP_REPLACE(COALESCE(flags.reading, ''), '(?: \(weighed: [^()]*\)|for: .*; together \S+)$', '')
                )
            ),
            20
        )
    END AS memory
FROM flags
LEFT JOIN (
    claims
    INNER JOIN articles ON claims.article_id = articles.article_id
) ON flags.article_id = claims.article_id AND flags.claim_id = claims.claim_id
ORDER BY articles.outlet, articles.published_at, flags.article_id, flags.flag_id;

DROP TABLE flags;

ALTER TABLE flags_anew RENAME TO flags;

-- Of a table that never held a row, DuckLake asks its catalog for each column anew, a tenth of a second for each question: one comes and goes.
-- in a lake: INSERT INTO decisions BY NAME SELECT '' AS decision_id, '' AS flag_id, '' AS claim_id, '' AS sentence_id, '' AS check_code, '' AS url, '' AS outlet, '' AS act, '' AS reason, '' AS scope, '' AS comment, '' AS reviewer, TIMESTAMPTZ '2026-01-01 00:00:00+00' AS decided_at, '' AS assignee, '' AS batch_id, '' AS undoes, '' AS previous_hash, '' AS event_hash, '' AS memory, 0 AS run_seq;
-- in a lake: DELETE FROM decisions WHERE decision_id = '';
