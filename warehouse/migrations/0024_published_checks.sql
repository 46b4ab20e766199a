-- Published fact-checks of other houses, and the claims that they may be about: a suggestion, which a person confirms or refuses.

CREATE TABLE published_checks (
    check_id VARCHAR PRIMARY KEY,
    url VARCHAR NOT NULL,
    claim VARCHAR NOT NULL,
    claimant VARCHAR NOT NULL,
    claimed_on DATE,
    publisher VARCHAR NOT NULL,
    verdict VARCHAR NOT NULL,
    rating DOUBLE,
    worst DOUBLE,
    best DOUBLE,
    title VARCHAR NOT NULL,
    reviewed_on DATE,
    listed_in VARCHAR NOT NULL,
    fetched_at TIMESTAMPTZ NOT NULL,
    run_seq BIGINT NOT NULL
);

CREATE TABLE check_matches (
    sentence_id VARCHAR NOT NULL,
    check_id VARCHAR NOT NULL,
    likeness DOUBLE NOT NULL,
    names VARCHAR [] NOT NULL,
    figures VARCHAR [] NOT NULL,
    words VARCHAR [] NOT NULL,
    run_seq BIGINT NOT NULL,
    PRIMARY KEY (sentence_id, check_id)
);

-- Up to which run claims and published checks were held against each other, and by which rule.
CREATE TABLE check_looks (
    rule VARCHAR NOT NULL,
    run_seq BIGINT NOT NULL
);
