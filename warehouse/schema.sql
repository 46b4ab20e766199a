-- The private tables. Analysts read the v1 views instead; every column here is described because the views inherit the words.
-- Spans are half-open, in Unicode code points. No foreign keys: renames break them, and the gates check references.

CREATE TABLE migrations (
    number INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL,
    hash VARCHAR NOT NULL,
    applied_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE articles (
    article_id VARCHAR PRIMARY KEY,
    url VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    headline VARCHAR NOT NULL,
    standfirst VARCHAR NOT NULL,
    byline VARCHAR NOT NULL,
    language VARCHAR NOT NULL,
    published_at TIMESTAMPTZ,
    modified_at TIMESTAMPTZ,
    fetched_at TIMESTAMPTZ,
    text VARCHAR NOT NULL,
    article_type VARCHAR NOT NULL,
    text_share DOUBLE CHECK (text_share BETWEEN 0 AND 1),
    notes VARCHAR [] NOT NULL
);

CREATE TABLE pages (
    url VARCHAR PRIMARY KEY,
    article_id VARCHAR NOT NULL,
    first_seen_at TIMESTAMPTZ,
    last_seen_at TIMESTAMPTZ
);

CREATE TABLE sentences (
    article_id VARCHAR NOT NULL,
    sentence_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    paragraph INTEGER NOT NULL,
    role VARCHAR NOT NULL,
    part VARCHAR NOT NULL CHECK (part IN ('text', 'title', 'standfirst')),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end > span_start),
    text VARCHAR NOT NULL,
    PRIMARY KEY (article_id, sentence_id)
);

CREATE TABLE figures (
    article_id VARCHAR NOT NULL,
    figure_id VARCHAR NOT NULL,
    sentence_id VARCHAR NOT NULL,
    part VARCHAR NOT NULL CHECK (part IN ('text', 'title', 'standfirst')),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end > span_start),
    text VARCHAR NOT NULL,
    value DECIMAL(38, 9),
    range_low DECIMAL(38, 9),
    range_high DECIMAL(38, 9),
    low DECIMAL(38, 9),
    high DECIMAL(38, 9),
    bound VARCHAR NOT NULL CHECK (bound IN ('exact', 'about', 'over', 'under', 'at_least', 'at_most', 'between')),
    change VARCHAR CHECK (change IN ('up', 'down')),
    dimension VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    unit_name VARCHAR NOT NULL,
    counted VARCHAR,
    event VARCHAR,
    entity VARCHAR,
    place VARCHAR,
    time_start DATE,
    time_end DATE,
    reads VARCHAR [] NOT NULL,
    quoted BOOLEAN NOT NULL,
    attribution_id VARCHAR,
    CHECK (low IS NULL OR high IS NULL OR low <= high),
    PRIMARY KEY (article_id, figure_id)
);

CREATE TABLE attributions (
    article_id VARCHAR NOT NULL,
    attribution_id VARCHAR NOT NULL,
    sentence_id VARCHAR NOT NULL,
    part VARCHAR NOT NULL CHECK (part IN ('text', 'title', 'standfirst')),
    source STRUCT(span_start INTEGER, span_end INTEGER) [] NOT NULL,
    cue STRUCT(span_start INTEGER, span_end INTEGER) [] NOT NULL,
    content STRUCT(span_start INTEGER, span_end INTEGER) [] NOT NULL,
    source_text VARCHAR NOT NULL,
    cue_text VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('direct', 'indirect', 'mixed')),
    attribution_class VARCHAR NOT NULL CHECK (attribution_class IN ('speech', 'document', 'cognition', 'attitude')),
    source_kind VARCHAR NOT NULL,
    canonical_source VARCHAR,
    via VARCHAR,
    inherited BOOLEAN NOT NULL,
    PRIMARY KEY (article_id, attribution_id)
);

CREATE TABLE quotations (
    article_id VARCHAR NOT NULL,
    quotation_id VARCHAR NOT NULL,
    sentence_id VARCHAR NOT NULL,
    part VARCHAR NOT NULL CHECK (part IN ('text', 'title', 'standfirst')),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end > span_start),
    text VARCHAR NOT NULL,
    fragment BOOLEAN NOT NULL,
    attribution_id VARCHAR,
    PRIMARY KEY (article_id, quotation_id)
);

CREATE TABLE claims (
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
    PRIMARY KEY (article_id, claim_id)
);

CREATE TABLE features (
    article_id VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    feature VARCHAR NOT NULL,
    part VARCHAR NOT NULL CHECK (part IN ('text', 'title', 'standfirst')),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end > span_start),
    text VARCHAR NOT NULL,
    weight DOUBLE NOT NULL,
    detail VARCHAR,
    PRIMARY KEY (article_id, claim_id, feature, span_start, span_end)
);

CREATE TABLE comparisons (
    article_id VARCHAR NOT NULL,
    comparison_id VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    other_claim_id VARCHAR,
    relation VARCHAR NOT NULL,
    part VARCHAR NOT NULL CHECK (part IN ('text', 'title', 'standfirst')),
    span_start INTEGER NOT NULL CHECK (span_start >= 0),
    span_end INTEGER NOT NULL CHECK (span_end > span_start),
    reported_low DECIMAL(38, 9),
    reported_high DECIMAL(38, 9),
    expected_low DECIMAL(38, 9),
    expected_high DECIMAL(38, 9),
    unit VARCHAR NOT NULL,
    reading VARCHAR NOT NULL,
    partners STRUCT(article_id VARCHAR, part VARCHAR, span_start INTEGER, span_end INTEGER, role VARCHAR) [] NOT NULL,
    qualifiers VARCHAR [] NOT NULL,
    PRIMARY KEY (article_id, comparison_id)
);

CREATE TABLE flags (
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
    PRIMARY KEY (article_id, flag_id)
);

CREATE TABLE checks (
    check_code VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    severity VARCHAR NOT NULL,
    ask VARCHAR NOT NULL,
    docs VARCHAR NOT NULL,
    sources VARCHAR [] NOT NULL,
    check_version VARCHAR NOT NULL
);

CREATE TABLE screenings (
    article_id VARCHAR PRIMARY KEY,
    checks_version VARCHAR NOT NULL,
    run_id VARCHAR NOT NULL
);

CREATE TABLE due (
    article_id VARCHAR PRIMARY KEY
);

CREATE TABLE fetches (
    fetch_id VARCHAR PRIMARY KEY,
    run_id VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    requested_url VARCHAR NOT NULL,
    final_url VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    advice VARCHAR NOT NULL,
    status_code INTEGER,
    tries INTEGER NOT NULL,
    elapsed_ms INTEGER NOT NULL,
    body_bytes BIGINT NOT NULL,
    content_type VARCHAR NOT NULL,
    etag VARCHAR NOT NULL,
    last_modified VARCHAR NOT NULL,
    body_hash VARCHAR NOT NULL,
    warc VARCHAR NOT NULL,
    fetched_at TIMESTAMPTZ NOT NULL,
    next_attempt_at TIMESTAMPTZ,
    article_id VARCHAR
);

CREATE TABLE runs (
    run_id VARCHAR PRIMARY KEY,
    flow VARCHAR NOT NULL,
    started_at TIMESTAMPTZ NOT NULL,
    finished_at TIMESTAMPTZ,
    state VARCHAR NOT NULL,
    note VARCHAR NOT NULL,
    fetched INTEGER NOT NULL,
    unchanged INTEGER NOT NULL,
    revised INTEGER NOT NULL,
    failed INTEGER NOT NULL,
    articles INTEGER NOT NULL,
    claims INTEGER NOT NULL,
    figures INTEGER NOT NULL,
    attributions INTEGER NOT NULL,
    flags_new INTEGER NOT NULL,
    flags_gone INTEGER NOT NULL,
    flags_back INTEGER NOT NULL,
    checks_evaluated INTEGER NOT NULL,
    published VARCHAR NOT NULL
);

CREATE TABLE validations (
    run_id VARCHAR NOT NULL,
    suite VARCHAR NOT NULL,
    expectation VARCHAR NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('gate', 'finding')),
    severity VARCHAR NOT NULL,
    success BOOLEAN NOT NULL,
    observed BIGINT NOT NULL,
    message VARCHAR NOT NULL,
    PRIMARY KEY (run_id, suite, expectation)
);

CREATE TABLE decisions (
    decision_id VARCHAR PRIMARY KEY,
    flag_id VARCHAR NOT NULL,
    claim_id VARCHAR NOT NULL,
    sentence_id VARCHAR NOT NULL,
    check_code VARCHAR NOT NULL,
    url VARCHAR NOT NULL,
    outlet VARCHAR NOT NULL,
    act VARCHAR NOT NULL,
    reason VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    comment VARCHAR NOT NULL,
    reviewer VARCHAR NOT NULL,
    decided_at TIMESTAMPTZ NOT NULL,
    due_at TIMESTAMPTZ,
    assignee VARCHAR NOT NULL,
    batch_id VARCHAR NOT NULL,
    undoes VARCHAR NOT NULL,
    previous_hash VARCHAR NOT NULL,
    event_hash VARCHAR NOT NULL
);
