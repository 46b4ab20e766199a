-- Which articles tell of one event, what tells so, the tolls that they give, and how their quotations are compared.

CREATE TABLE stories (
    story_id VARCHAR PRIMARY KEY,
    opened_at TIMESTAMPTZ NOT NULL,
    closed_at TIMESTAMPTZ NOT NULL,
    merged_into VARCHAR
);

CREATE TABLE story_articles (
    article_id VARCHAR PRIMARY KEY,
    story_id VARCHAR NOT NULL,
    ruled_id VARCHAR NOT NULL,
    dated_at TIMESTAMPTZ NOT NULL,
    likeness DOUBLE CHECK (likeness BETWEEN 0 AND 1),
    joined_at TIMESTAMPTZ NOT NULL,
    joined_by VARCHAR NOT NULL CHECK (joined_by IN ('opened', 'likeness', 'copy', 'revision')),
    counts BOOLEAN NOT NULL
);

CREATE TABLE story_terms (
    article_id VARCHAR NOT NULL,
    dated_at TIMESTAMPTZ NOT NULL,
    term VARCHAR NOT NULL,
    weight INTEGER NOT NULL CHECK (weight > 0)
);

CREATE TABLE term_counts (
    term VARCHAR PRIMARY KEY,
    articles INTEGER NOT NULL CHECK (articles > 0)
);

CREATE TABLE tolls (
    article_id VARCHAR NOT NULL,
    figure_id VARCHAR NOT NULL,
    toll VARCHAR NOT NULL,
    is_main BOOLEAN NOT NULL,
    who VARCHAR [] NOT NULL,
    means VARCHAR [] NOT NULL,
    places VARCHAR [] NOT NULL,
    day DATE,
    period VARCHAR,
    with_attacker BOOLEAN NOT NULL,
    PRIMARY KEY (article_id, figure_id)
);

-- How words of a quotation count when two versions of it are held side by side.
CREATE TABLE wordings (
    word VARCHAR PRIMARY KEY,
    standard VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('style', 'light', 'strong')),
    source VARCHAR NOT NULL
);
