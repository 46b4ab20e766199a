-- What operators were told: an alert is one row from when it was raised until it was over.

CREATE TABLE alerts (
    alert_id VARCHAR PRIMARY KEY,
    kind VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    words VARCHAR NOT NULL,
    raised_at TIMESTAMPTZ NOT NULL,
    seen_at TIMESTAMPTZ NOT NULL,
    told_at TIMESTAMPTZ,
    ended_at TIMESTAMPTZ
);
