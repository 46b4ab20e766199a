-- Every pair of figures that a check may look at, agreeing or not; what one printed digit of a figure is worth.

ALTER TABLE figures ADD COLUMN step DECIMAL(38, 9);

CREATE TABLE figure_pairs (
    article_id VARCHAR NOT NULL,
    pair_id VARCHAR NOT NULL,
    tie VARCHAR NOT NULL,
    group_no INTEGER NOT NULL CHECK (group_no >= 0),
    claim_id VARCHAR NOT NULL,
    other_claim_id VARCHAR,
    first_id VARCHAR NOT NULL,
    second_id VARCHAR,
    words_between VARCHAR NOT NULL,
    notes VARCHAR [] NOT NULL,
    slip VARCHAR,
    in_lead BOOLEAN,
    same_noun BOOLEAN,
    words_shared DOUBLE CHECK (words_shared BETWEEN 0 AND 1),
    noun_values INTEGER,
    likeness DOUBLE,
    PRIMARY KEY (article_id, pair_id)
);

-- Articles that were read before pairs were kept: their figure flags stand until `copydesk reextract` has read them anew.
CREATE TABLE unpaired (
    article_id VARCHAR PRIMARY KEY
);

INSERT INTO unpaired
SELECT article_id FROM articles;

-- What is known: filled from warehouse/known/*.csv and a home folder's own.
CREATE TABLE units (
    name VARCHAR NOT NULL,
    dimension VARCHAR NOT NULL,
    factor DOUBLE NOT NULL CHECK (factor > 0),
    zero DOUBLE NOT NULL,
    source VARCHAR NOT NULL
);

CREATE TABLE rates (
    currency VARCHAR NOT NULL,
    since INTEGER NOT NULL,
    until INTEGER NOT NULL,
    low DOUBLE NOT NULL CHECK (low > 0),
    high DOUBLE NOT NULL,
    source VARCHAR NOT NULL,
    CHECK (low <= high)
);

CREATE TABLE bodies (
    counted VARCHAR [] NOT NULL,
    named VARCHAR [] NOT NULL,
    totals DOUBLE [] NOT NULL,
    least DOUBLE NOT NULL,
    most DOUBLE NOT NULL,
    source VARCHAR NOT NULL
);

CREATE TABLE limits (
    counted VARCHAR [] NOT NULL,
    dimension VARCHAR NOT NULL,
    units VARCHAR [] NOT NULL,
    least DOUBLE,
    most DOUBLE,
    source VARCHAR NOT NULL
);
