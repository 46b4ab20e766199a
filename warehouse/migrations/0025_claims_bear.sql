-- Claims bear what their article and their attribution say of them: a question about claims reads one table, in the order of time.

CREATE TABLE claims_anew (
    article_id VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    sentence_id VARCHAR NOT NULL,
    part VARCHAR NOT NULL CHECK (part IN ('text', 'title', 'standfirst')),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end > span_start),
    text VARCHAR NOT NULL,
    check_worthiness DOUBLE NOT NULL CHECK (check_worthiness BETWEEN 0 AND 1),
    quoted BOOLEAN NOT NULL,
    exemption VARCHAR,
    attribution_id VARCHAR,
    run_seq BIGINT,
    url VARCHAR,
    outlet VARCHAR,
    published_at TIMESTAMPTZ,
    canonical_source VARCHAR,
    source_kind VARCHAR,
    PRIMARY KEY (article_id, claim_id)
);

INSERT INTO claims_anew
SELECT
    claims.*,
    articles.url,
    articles.outlet,
    articles.published_at,
    attributions.canonical_source,
    attributions.source_kind
FROM claims
LEFT JOIN articles ON claims.article_id = articles.article_id
LEFT JOIN attributions
    ON claims.article_id = attributions.article_id AND claims.attribution_id = attributions.attribution_id;

DROP TABLE claims;

ALTER TABLE claims_anew RENAME TO claims;
