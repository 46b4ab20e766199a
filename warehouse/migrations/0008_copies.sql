-- Which articles are copies of which: agency stories at many outlets, one story at two addresses of an outlet.

CREATE TABLE fingerprints (
    article_id VARCHAR PRIMARY KEY,
    dated_at TIMESTAMPTZ,
    minhash BIGINT [] NOT NULL,
    bands BIGINT [] NOT NULL
);

CREATE TABLE copies (
    article_id VARCHAR PRIMARY KEY,
    copy_of VARCHAR NOT NULL,
    similarity DOUBLE NOT NULL CHECK (similarity BETWEEN 0 AND 1)
);
