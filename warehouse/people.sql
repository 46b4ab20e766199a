-- Who is who, as people at the desk said it and nobody undid it: the same as warehouse/person_acts.py, which the desk uses.
-- Into which person each page or spelling of a key was split off; of several the newest.
CREATE OR REPLACE VIEW main.person_places AS
SELECT
    acts.claim_id AS person_key,
    NULLIF(acts.url, '') AS url,
    CASE WHEN acts.url = '' THEN acts.reason END AS spelling,
    acts.sentence_id AS person,
    acts.comment AS name
FROM main.acts
WHERE acts.act = 'split_person' AND NOT acts.is_undone
QUALIFY ROW_NUMBER() OVER (
    PARTITION BY acts.claim_id, acts.url, CASE WHEN acts.url = '' THEN acts.reason END
    ORDER BY acts.decided_at DESC, acts.decision_id DESC
) = 1;

-- Which person each one is a part of now: the joins one after another, each of what both are by then.
CREATE OR REPLACE VIEW main.person_roots AS
WITH RECURSIVE joins AS (
    SELECT
        claim_id AS part,
        sentence_id AS whole,
        ROW_NUMBER() OVER (ORDER BY decided_at, decision_id) AS step
    FROM main.acts
    WHERE act = 'join_people' AND NOT is_undone
),

people AS (
    SELECT part AS person FROM joins
    UNION
    SELECT whole FROM joins
),

steps AS (
    SELECT
        person,
        person AS root,
        0::BIGINT AS step
    FROM people
    UNION ALL
    SELECT
        person,
        CASE WHEN root = part_root THEN whole_root ELSE root END AS root,
        step
    FROM (
        SELECT
            steps.person,
            steps.root,
            joins.step,
            MAX(CASE WHEN steps.person = joins.part THEN steps.root END) OVER () AS part_root,
            MAX(CASE WHEN steps.person = joins.whole THEN steps.root END) OVER () AS whole_root
        FROM steps
        INNER JOIN joins ON steps.step + 1 = joins.step
    ) AS before
)

SELECT
    person,
    root
FROM steps
WHERE step = (SELECT COUNT(*) FROM joins);

CREATE OR REPLACE VIEW v1.people AS
WITH quoted AS (
    SELECT
        article_id,
        attribution_id,
        COUNT(*) AS quotations
    FROM main.quotations
    GROUP BY article_id, attribution_id
),

spelled AS (
    SELECT
        attributions.person_key,
        attributions.canonical_source,
        articles.url,
        articles.outlet,
        articles.article_id,
        COUNT(*) FILTER (WHERE attributions.attribution_class IN ('speech', 'document')) AS statements,
        SUM(COALESCE(quoted.quotations, 0))::BIGINT AS quotations,
        MIN(articles.published_at) AS published_at
    FROM main.attributions
    INNER JOIN main.pages ON attributions.article_id = pages.article_id
    INNER JOIN main.articles ON attributions.article_id = articles.article_id
    LEFT JOIN quoted
        ON attributions.article_id = quoted.article_id AND attributions.attribution_id = quoted.attribution_id
    WHERE attributions.person_key IS NOT NULL
    GROUP BY attributions.person_key, attributions.canonical_source, articles.url, articles.outlet, articles.article_id
),

told AS (
    SELECT
        spelled.*,
        COALESCE(roots.root, places.person, spelled.person_key) AS person,
        spelled.person_key = COALESCE(roots.root, places.person, spelled.person_key) AS is_own
    FROM spelled
    LEFT JOIN main.person_places AS places
        ON
            spelled.person_key = places.person_key
            AND COALESCE(spelled.url = places.url, spelled.canonical_source = places.spelling)
    LEFT JOIN main.person_roots AS roots ON COALESCE(places.person, spelled.person_key) = roots.person
    -- a page that was split off says more than a spelling
    QUALIFY ROW_NUMBER() OVER (
        PARTITION BY spelled.article_id, spelled.person_key, spelled.canonical_source
        ORDER BY places.url IS NULL, places.person
    ) = 1
),

-- who was split off has the name that they were given then; who was joined to another has the other's
named AS (
    SELECT
        person,
        COALESCE(
            (
                SELECT ANY_VALUE(places.name)
                FROM main.person_places AS places
                WHERE places.person = told.person
            ),
            MAX_BY(canonical_source, (is_own, LENGTH(canonical_source), canonical_source))
        ) AS name
    FROM told
    GROUP BY person
)

SELECT
    told.person AS person_key,
    ANY_VALUE(named.name) AS name,
    LIST(DISTINCT told.canonical_source ORDER BY told.canonical_source) AS spellings,
    COUNT(DISTINCT told.article_id) AS articles,
    COUNT(DISTINCT told.outlet) AS outlets,
    SUM(told.statements)::BIGINT AS statements,
    SUM(told.quotations)::BIGINT AS quotations,
    MIN(told.published_at) AS first_published_at,
    MAX(told.published_at) AS last_published_at,
    LIST(DISTINCT told.person_key ORDER BY told.person_key) AS keys
FROM told
INNER JOIN named ON told.person = named.person
GROUP BY told.person;
