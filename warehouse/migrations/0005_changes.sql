-- What each revision of a page says otherwise than the one before it.

CREATE TABLE changes (
    article_id VARCHAR NOT NULL,
    change_id VARCHAR NOT NULL,
    before_article_id VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    kind VARCHAR NOT NULL CHECK (kind IN ('headline', 'standfirst', 'sentence', 'figure', 'quotation', 'source')),
    part VARCHAR NOT NULL CHECK (part IN ('text', 'title', 'standfirst')),
    before_text VARCHAR NOT NULL,
    after_text VARCHAR NOT NULL,
    before_id VARCHAR,
    after_id VARCHAR,
    before_sentence_id VARCHAR,
    after_sentence_id VARCHAR,
    before_start INTEGER,
    before_end INTEGER,
    after_start INTEGER,
    after_end INTEGER,
    CHECK (length(before_text) > 0 OR length(after_text) > 0),
    PRIMARY KEY (article_id, change_id)
);
