-- One run at a time, and what each run measured.

CREATE TABLE run_locks (
    lock_name VARCHAR PRIMARY KEY,
    run_id VARCHAR NOT NULL,
    pid INTEGER NOT NULL,
    host VARCHAR NOT NULL,
    locked_at TIMESTAMPTZ NOT NULL,
    beat_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE run_measures (
    run_id VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    amount DOUBLE NOT NULL,
    PRIMARY KEY (run_id, measure, subject)
);
