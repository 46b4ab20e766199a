-- What people found out about claims: a claim is a sentence, and what was found holds wherever that very sentence stands.
CREATE OR REPLACE VIEW main.claim_acts AS
SELECT acts.* EXCLUDE (is_undone)
FROM main.acts
WHERE acts.scope = 'claim' AND NOT acts.is_undone;

CREATE OR REPLACE VIEW v1.verdicts AS
WITH statuses AS (
    SELECT
        sentence_id,
        ARG_MAX(CASE act WHEN 'verdict' THEN 'checked' ELSE reason END, (decided_at, decision_id)) AS status
    FROM main.claim_acts
    WHERE act IN ('claim_status', 'verdict')
    GROUP BY sentence_id
),

verdicts AS (
    SELECT claim_acts.*
    FROM main.claim_acts
    WHERE claim_acts.act = 'verdict'
    QUALIFY ROW_NUMBER() OVER (PARTITION BY sentence_id ORDER BY decided_at DESC, decision_id DESC) = 1
),

published AS (
    SELECT claim_acts.*
    FROM main.claim_acts
    WHERE claim_acts.act = 'publish_verdict'
    QUALIFY ROW_NUMBER() OVER (PARTITION BY sentence_id ORDER BY decided_at DESC, decision_id DESC) = 1
),

claims AS (
    SELECT
        sentence_id,
        ARG_MAX(url, (decided_at, decision_id)) AS url,
        ARG_MAX(outlet, (decided_at, decision_id)) AS outlet,
        COUNT(*) FILTER (WHERE act = 'verdict_source') AS sources
    FROM main.claim_acts
    GROUP BY sentence_id
)

SELECT
    verdicts.decision_id AS verdict_id,
    claims.sentence_id,
    claims.url,
    claims.outlet,
    COALESCE(statuses.status, 'open') AS status,
    verdicts.comment ->> 'claim' AS claim,
    verdicts.comment ->> 'speaker' AS speaker,
    verdicts.comment ->> 'verdict' AS verdict,
    (verdicts.comment ->> 'rating')::INTEGER AS rating,
    verdicts.comment ->> 'reasons' AS reasons,
    claims.sources,
    published.comment ->> 'address' AS public_address,
    published.decided_at AS verdict_published_at,
    verdicts.reviewer,
    verdicts.decided_at
FROM claims
LEFT JOIN statuses ON claims.sentence_id = statuses.sentence_id
LEFT JOIN verdicts ON claims.sentence_id = verdicts.sentence_id
LEFT JOIN published
    ON claims.sentence_id = published.sentence_id AND verdicts.decision_id = (published.comment ->> 'verdict_id');

CREATE OR REPLACE VIEW v1.verdict_sources AS
SELECT
    decision_id AS source_id,
    sentence_id,
    url,
    comment ->> 'address' AS source_address,
    comment ->> 'title' AS title,
    comment ->> 'quotation' AS quotation,
    comment ->> 'archived' AS archived,
    reviewer,
    decided_at
FROM main.claim_acts
WHERE act = 'verdict_source';
