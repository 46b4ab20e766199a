-- The public views of stories: after the layers, because they read them.

CREATE OR REPLACE VIEW v1.story_acts AS
SELECT
    decisions.decision_id,
    decisions.act,
    decisions.url,
    decisions.claim_id AS story_id,
    decisions.sentence_id AS into_story_id,
    decisions.reviewer,
    decisions.decided_at,
    decisions.comment,
    decisions.batch_id,
    decisions.is_undone
FROM main.acts AS decisions
WHERE decisions.scope = 'story';

CREATE OR REPLACE VIEW v1.person_acts AS
SELECT
    decisions.decision_id,
    decisions.act,
    decisions.claim_id AS person_key,
    decisions.sentence_id AS into_person,
    decisions.url,
    NULLIF(decisions.reason, '') AS spelling,
    decisions.comment AS name,
    decisions.reviewer,
    decisions.decided_at,
    decisions.batch_id,
    decisions.is_undone
FROM main.acts AS decisions
WHERE decisions.scope = 'person';

CREATE OR REPLACE VIEW v1.story_articles AS
SELECT
    story_articles.story_id,
    story_articles.article_id,
    articles.url,
    articles.outlet,
    articles.headline,
    articles.published_at,
    articles.fetched_at,
    articles.revision,
    articles.is_current,
    copies.copy_of,
    story_articles.dated_at,
    story_articles.likeness,
    CASE WHEN story_articles.story_id <> story_articles.ruled_id THEN 'person' ELSE story_articles.joined_by END
        AS joined_by,
    story_articles.joined_at
FROM main.story_articles
INNER JOIN v1.articles AS articles ON story_articles.article_id = articles.article_id
LEFT JOIN main.copies ON story_articles.article_id = copies.article_id;

CREATE OR REPLACE VIEW v1.stories AS
SELECT
    stories.story_id,
    ARG_MIN(told.headline, (told.dated_at, told.article_id)) AS headline,
    COUNT(*) AS articles,
    COUNT(*) FILTER (WHERE told.copy_of IS NOT NULL) AS copies,
    COUNT(DISTINCT told.outlet) AS outlets,
    ARG_MIN(told.outlet, (told.dated_at, told.article_id)) AS first_outlet,
    ARG_MIN(told.url, (told.dated_at, told.article_id)) AS first_url,
    MIN(told.dated_at) AS first_dated_at,
    MAX(told.dated_at) AS last_dated_at,
    stories.opened_at,
    stories.closed_at
FROM main.stories
INNER JOIN v1.story_articles AS told ON stories.story_id = told.story_id
WHERE told.is_current
GROUP BY stories.story_id, stories.opened_at, stories.closed_at;

-- The tolls of a story, each main one beside another outlet's: one that differs, else of another scope, else one that agrees.
CREATE OR REPLACE VIEW v1.story_figures AS
WITH mains AS (
    SELECT *
    FROM corpus.tolls
    WHERE is_main AND NOT is_copy
),

-- what the window carries is small: both whole texts are left behind here
compared AS (
    SELECT
        mine.story_id,
        mine.article_id,
        mine.figure_id,
        other.article_id AS other_article_id,
        other.figure_id AS other_figure_id,
        other.outlet AS other_outlet,
        other.published_at AS other_published_at,
        other.text AS other_text,
        other.figure.value AS other_value,
        TOLLS_AGREE(mine.figure, other.figure) AS agrees,
        SCOPE_APART(mine, other) AS reason,
        MAY_BE_LATER(mine, other) AS may_be_later
    FROM revisions.tolls AS mine
    INNER JOIN mains AS other
        ON mine.story_id = other.story_id AND mine.toll = other.toll AND mine.outlet <> other.outlet
    WHERE mine.is_main
),

related AS (
    SELECT
        *,
        CASE WHEN agrees THEN 'agrees' WHEN reason IS NULL THEN 'differs' ELSE 'scope' END AS relation
    FROM compared
),

paired AS (
    SELECT *
    FROM related
    QUALIFY
        ROW_NUMBER() OVER (
            PARTITION BY story_id, article_id, figure_id -- so that one story is asked for alone
            ORDER BY
                ARRAY_POSITION(['differs', 'scope', 'agrees'], relation) ASC,
                other_published_at DESC,
                other_article_id ASC
        ) = 1
)

SELECT
    tolls.story_id,
    tolls.toll,
    tolls.article_id,
    tolls.figure_id,
    tolls.outlet,
    tolls.url,
    tolls.published_at,
    articles.fetched_at,
    articles.revision,
    articles.is_current,
    tolls.is_copy,
    tolls.is_main,
    tolls.part,
    tolls.span_start,
    tolls.span_end,
    tolls.text,
    tolls.figure.value,
    tolls.figure.bound,
    tolls.figure.low,
    tolls.figure.high,
    tolls.figure.unit,
    tolls.who,
    tolls.means,
    tolls.places,
    tolls.day,
    tolls.period,
    tolls.with_attacker,
    tolls.source_name,
    paired.relation,
    CASE WHEN paired.relation = 'scope' THEN paired.reason END AS reason,
    paired.relation = 'differs' AND paired.may_be_later AS may_be_later,
    paired.other_article_id,
    paired.other_figure_id,
    paired.other_outlet,
    paired.other_text,
    paired.other_value,
    changes.before_text
FROM revisions.tolls AS tolls
INNER JOIN v1.articles AS articles ON tolls.article_id = articles.article_id
LEFT JOIN paired
    ON
        tolls.story_id = paired.story_id
        AND tolls.article_id = paired.article_id
        AND tolls.figure_id = paired.figure_id
LEFT JOIN main.changes
    ON tolls.article_id = changes.article_id AND tolls.figure_id = changes.after_id AND changes.before_text <> '';

CREATE OR REPLACE VIEW v1.story_quotations AS
SELECT
    told.story_id,
    quotations.article_id,
    quotations.quotation_id,
    quotations.part,
    quotations.span_start,
    quotations.span_end,
    quotations.text,
    quotations.fragment,
    COALESCE(quotations.canonical_source, quotations.source_text) AS source_name,
    quotations.source_kind,
    quotations.person_key,
    told.outlet,
    told.url,
    told.published_at,
    told.is_current,
    told.copy_of IS NOT NULL AS is_copy
FROM v1.quotations AS quotations
INNER JOIN v1.story_articles AS told ON quotations.article_id = told.article_id;

CREATE OR REPLACE VIEW v1.story_changes AS
SELECT
    told.story_id,
    changes.*,
    told.headline,
    (
        SELECT COUNT(*) > 0
        FROM main.changes AS notes
        WHERE notes.article_id = changes.article_id AND BRINGS_NOTE(notes)
    ) AS is_marked
FROM v1.changes AS changes
INNER JOIN v1.story_articles AS told ON changes.article_id = told.article_id;
