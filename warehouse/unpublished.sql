-- Whether readers of the last copy miss something: any row here. What a run only says of itself (its row, its measures, what was
-- validated, pages found as they were) is no reason for a copy. Articles are looked for first: most often they are the reason.
SELECT 1 AS missing
FROM main.articles
HAVING
    MAX(run_seq) > (
        SELECT MAX(runs.run_seq)
        FROM main.runs
        WHERE runs.published <> ''
    );

WITH last_copy AS (
    SELECT
        MAX(run_seq) AS run_seq,
        MAX(started_at) AS started_at
    FROM main.runs
    WHERE published <> ''
),

written AS (
    SELECT MAX(run_seq) AS run_seq
    FROM main.changes
    UNION ALL
    SELECT MAX(run_seq) AS run_seq
    FROM main.copies
    UNION ALL
    SELECT MAX(run_seq) AS run_seq
    FROM main.stories
    UNION ALL
    SELECT MAX(run_seq) AS run_seq
    FROM main.story_articles
    UNION ALL
    SELECT MAX(run_seq) AS run_seq
    FROM main.tolls
    UNION ALL
    SELECT MAX(run_seq) AS run_seq
    FROM main.flags
    UNION ALL
    SELECT MAX(run_seq) AS run_seq
    FROM main.checks
    UNION ALL
    SELECT MAX(run_seq) AS run_seq
    FROM main.decisions
    UNION ALL
    SELECT MAX(run_seq) AS run_seq
    FROM main.published_checks
    UNION ALL
    SELECT MAX(run_seq) AS run_seq
    FROM main.check_matches
    UNION ALL
    SELECT MAX(run_seq) AS run_seq
    FROM main.removed_articles
    UNION ALL
    SELECT MAX(run_seq) AS run_seq
    FROM main.fetches
    WHERE outcome NOT IN ('ok', 'not_modified', 'unchanged')
)

SELECT 1 AS missing
FROM last_copy
WHERE
    last_copy.run_seq IS NULL
    OR last_copy.run_seq < (SELECT MAX(written.run_seq) FROM written)
    OR last_copy.started_at < (SELECT MAX(migrations.applied_at) FROM main.migrations)
