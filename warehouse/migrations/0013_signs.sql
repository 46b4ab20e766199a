-- What speaks for and against asking about a claim, each with its points; and the signs that a newsroom has turned off.

CREATE TABLE signs (
    article_id VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    voice VARCHAR NOT NULL CHECK (voice IN ('own', 'veiled')),
    sign VARCHAR NOT NULL,
    question VARCHAR,
    points INTEGER NOT NULL,
    part VARCHAR NOT NULL CHECK (part IN ('text', 'title', 'standfirst')),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end > span_start),
    text VARCHAR NOT NULL,
    PRIMARY KEY (article_id, claim_id, voice, sign)
);

CREATE TABLE signs_off (
    sign VARCHAR PRIMARY KEY
);
