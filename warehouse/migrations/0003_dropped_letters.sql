-- Failed pages that a person has put aside; a later failure brings them back.

CREATE TABLE dropped_letters (
    requested_url VARCHAR PRIMARY KEY,
    dropped_at TIMESTAMPTZ NOT NULL
);
