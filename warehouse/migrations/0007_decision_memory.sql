-- What each decision remembers of its flag. The table is made anew, empty: the decisions come again with the next run,
-- from the store that keeps them.

DROP TABLE decisions;

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
    event_hash VARCHAR NOT NULL,
    memory VARCHAR NOT NULL
);
