-- The public views: schema v1 changes only by addition. What each column means is in columns.toml, applied as comments.

CREATE SCHEMA IF NOT EXISTS v1;

-- The number of the run that is going on; between two runs that of the next, so that no row that a copy lacks bears its number.
CREATE OR REPLACE VIEW main.run_now AS
SELECT COALESCE(MAX(run_seq + CASE WHEN finished_at IS NULL THEN 0 ELSE 1 END), 1) AS run_seq
FROM main.runs;

CREATE OR REPLACE VIEW v1.articles AS
SELECT
    articles.article_id,
    articles.url,
    articles.outlet,
    articles.headline,
    articles.standfirst,
    articles.byline,
    articles.language,
    articles.published_at,
    articles.modified_at,
    articles.fetched_at,
    articles.text,
    articles.article_type,
    articles.text_share,
    articles.notes,
    articles.revision,
    articles.is_current,
    articles.run_seq,
    articles.published_on,
    articles.section,
    articles.authors
FROM main.articles;

CREATE OR REPLACE VIEW v1.sentences AS
SELECT sentences.*
FROM main.sentences;

CREATE OR REPLACE VIEW v1.figures AS
SELECT
    figures.*,
    articles.url,
    articles.outlet,
    articles.published_at
FROM main.figures
INNER JOIN main.articles ON figures.article_id = articles.article_id;

CREATE OR REPLACE VIEW v1.attributions AS
SELECT
    attributions.* REPLACE (NULLIF(attributions.source_text, '') AS source_text),
    articles.url,
    articles.outlet,
    articles.published_at
FROM main.attributions
INNER JOIN main.articles ON attributions.article_id = articles.article_id;

CREATE OR REPLACE VIEW v1.quotations AS
SELECT
    quotations.article_id,
    quotations.quotation_id,
    quotations.sentence_id,
    quotations.part,
    quotations.span_start,
    quotations.span_end,
    quotations.text,
    quotations.fragment,
    NULLIF(attributions.source_text, '') AS source_text,
    attributions.canonical_source,
    attributions.source_kind,
    attributions.cue_text,
    articles.url,
    articles.outlet,
    articles.published_at,
    attributions.person_key,
    quotations.run_seq
FROM main.quotations
INNER JOIN main.articles ON quotations.article_id = articles.article_id
LEFT JOIN main.attributions
    ON quotations.article_id = attributions.article_id AND quotations.attribution_id = attributions.attribution_id;

CREATE OR REPLACE VIEW v1.source_ledger AS
WITH said AS (
    SELECT
        attributions.*,
        COALESCE(attributions.canonical_source, attributions.source_text) AS source_name,
        (
            SELECT COUNT(*) > 0
            FROM main.features
            WHERE
                features.article_id = attributions.article_id
                AND features.feature = 'second_hand'
                AND (CONTAINS(attributions.source_text, features.detail) OR CONTAINS(attributions.via, features.detail))
        ) AS is_second_hand
    FROM main.attributions
    WHERE attributions.attribution_class IN ('speech', 'document') AND LENGTH(attributions.source_text) > 0
),

facts AS (
    SELECT
        figures.article_id,
        figures.value,
        figures.unit,
        MIN(said.source_name) AS source_name
    FROM main.figures
    INNER JOIN said ON figures.article_id = said.article_id AND figures.attribution_id = said.attribution_id
    WHERE figures.value IS NOT NULL AND figures.dimension NOT IN ('date', 'time', 'age', 'ordinal')
    GROUP BY figures.article_id, figures.value, figures.unit
    HAVING COUNT(DISTINCT said.source_name) = 1
),

alone AS (
    SELECT
        article_id,
        source_name,
        COUNT(*) AS single_source_facts
    FROM facts
    GROUP BY article_id, source_name
)

SELECT
    said.article_id,
    said.source_name,
    MODE(said.source_kind) AS source_kind,
    COUNT(*) AS statements,
    COUNT(*) FILTER (WHERE said.kind = 'direct') AS quoted_statements,
    BOOL_OR(said.is_second_hand) AS is_second_hand,
    COALESCE(ANY_VALUE(alone.single_source_facts), 0) AS single_source_facts,
    MIN(said.source[1].span_start) AS first_named_at,
    articles.url,
    articles.outlet,
    articles.published_at
FROM said
INNER JOIN main.articles ON said.article_id = articles.article_id
LEFT JOIN alone ON said.article_id = alone.article_id AND said.source_name = alone.source_name
GROUP BY said.article_id, said.source_name, articles.url, articles.outlet, articles.published_at;

CREATE OR REPLACE VIEW v1.claims AS
SELECT claims.*
FROM main.claims;

CREATE OR REPLACE VIEW v1.features AS
SELECT features.*
FROM main.features;

CREATE OR REPLACE VIEW v1.signs AS
SELECT signs.*
FROM main.signs;

-- The pairs as earlier versions showed them: what the one figure says, and what the other allows.
CREATE OR REPLACE VIEW v1.comparisons AS
SELECT
    figure_pairs.article_id,
    figure_pairs.pair_id AS comparison_id,
    figure_pairs.claim_id,
    figure_pairs.other_claim_id,
    figure_pairs.tie AS relation,
    first.part,
    first.span_start,
    first.span_end,
    first.low AS reported_low,
    first.high AS reported_high,
    second.low AS expected_low,
    second.high AS expected_high,
    first.unit,
    '"' || first.text || '"' || COALESCE(' beside "' || second.text || '"', '') AS reading,
    CASE
        WHEN second.figure_id IS NULL THEN []
        ELSE [
            {
                'article_id': second.article_id,
                'part': second.part,
                'span_start': second.span_start,
                'span_end': second.span_end,
                'role': 'other figure'
            }
        ]
    END AS partners,
    figure_pairs.notes AS qualifiers
FROM main.figure_pairs
INNER JOIN main.figures AS first
    ON figure_pairs.first_id = first.figure_id AND figure_pairs.article_id = first.article_id
LEFT JOIN main.figures AS second
    ON figure_pairs.second_id = second.figure_id AND figure_pairs.article_id = second.article_id;

-- Every pair of figures that a check may look at, agreeing or not, with what both say.
CREATE OR REPLACE VIEW v1.figure_pairs AS
SELECT
    figure_pairs.*,
    first.part,
    first.span_start,
    first.span_end,
    first.text AS first_text,
    first.value AS first_value,
    first.low AS first_low,
    first.high AS first_high,
    first.unit AS first_unit,
    second.text AS second_text,
    second.value AS second_value,
    second.low AS second_low,
    second.high AS second_high,
    second.unit AS second_unit,
    second.part AS second_part,
    second.span_start AS second_start,
    second.span_end AS second_end
FROM main.figure_pairs
INNER JOIN main.figures AS first
    ON figure_pairs.first_id = first.figure_id AND figure_pairs.article_id = first.article_id
LEFT JOIN main.figures AS second
    ON figure_pairs.second_id = second.figure_id AND figure_pairs.article_id = second.article_id;

-- What each revision of a page changed against the one before it, in reading order.
CREATE OR REPLACE VIEW v1.changes AS
SELECT
    changes.*,
    articles.url,
    articles.outlet,
    articles.published_at,
    before.fetched_at AS before_fetched_at,
    articles.fetched_at,
    articles.is_current
FROM main.changes
INNER JOIN main.articles ON changes.article_id = articles.article_id
INNER JOIN main.articles AS before ON changes.before_article_id = before.article_id;

-- Articles whose text an earlier one had at another address; `first` is what stands at that address now.
CREATE OR REPLACE VIEW v1.copies AS
SELECT
    copies.article_id,
    articles.url,
    articles.outlet,
    articles.published_at,
    standing.article_id AS first_article_id,
    origins.url AS first_url,
    origins.outlet AS first_outlet,
    origins.published_at AS first_published_at,
    copies.similarity,
    articles.is_current
FROM main.copies
INNER JOIN main.articles ON copies.article_id = articles.article_id
INNER JOIN main.articles AS origins ON copies.copy_of = origins.article_id
INNER JOIN main.pages AS standing ON origins.url = standing.url;

-- Flags on copies that the first article has too, in the same words: one agency's error is one finding.
CREATE OR REPLACE VIEW v1.copied_flags AS
SELECT
    flags.article_id,
    flags.flag_id,
    flags.check_code,
    copies.outlet,
    copies.first_article_id,
    MIN(first_flags.flag_id) AS first_flag_id,
    copies.first_outlet,
    copies.similarity
FROM v1.copies AS copies
INNER JOIN main.flags ON copies.article_id = flags.article_id
INNER JOIN main.claims ON flags.article_id = claims.article_id AND flags.claim_id = claims.claim_id
INNER JOIN main.flags AS first_flags
    ON copies.first_article_id = first_flags.article_id AND flags.check_code = first_flags.check_code
INNER JOIN main.claims AS first_claims
    ON
        first_flags.article_id = first_claims.article_id
        AND first_flags.claim_id = first_claims.claim_id
        AND claims.text = first_claims.text
WHERE flags.gone_at IS NULL AND first_flags.gone_at IS NULL
GROUP BY ALL;

CREATE OR REPLACE VIEW v1.checks AS
SELECT checks.*
FROM main.checks;

CREATE OR REPLACE VIEW v1.decisions AS
SELECT
    decisions.*,
    undo.decision_id IS NOT NULL AS is_undone
FROM main.decisions
LEFT JOIN main.decisions AS undo ON decisions.decision_id = undo.undoes;

-- A decision covers the place, the sentence, a check for an outlet, or a check: the narrowest, then the newest, counts,
-- while check, sentence and recomputed figures are those it was made on. warehouse/coverage.py says it, and makes the macros.
CREATE OR REPLACE VIEW v1.flags AS
WITH undone AS NOT MATERIALIZED (
    SELECT undoes
    FROM main.decisions
    WHERE undoes <> ''
),

standing AS NOT MATERIALIZED (
    SELECT decisions.*
    FROM main.decisions
    ANTI JOIN undone ON decisions.decision_id = undone.undoes
    WHERE ACT_STATE(decisions.act) IS NOT NULL
),

-- One key a scope, so that a hundred thousand decisions do not meet every flag.
acts AS NOT MATERIALIZED (
    SELECT
        scope,
        ACT_REACH(scope, flag_id, memory, check_code, outlet) AS reach,
        LIST(
            {
                'decided_at': decided_at,
                'act': act,
                'reason': reason,
                'reviewer': reviewer,
                'due_at': due_at,
                'memory': memory
            }
        ) AS told
    FROM standing
    GROUP BY ALL
),

-- One scan of flags: whoever asks for few reads few.
covered AS (
    SELECT
        flags.*,
        COALESCE(
            ACT_NEWEST(first.told, first.scope, flags.memory),
            ACT_NEWEST(second.told, second.scope, flags.memory),
            ACT_NEWEST(third.told, third.scope, flags.memory),
            ACT_NEWEST(fourth.told, fourth.scope, flags.memory)
        ) AS decided
    FROM main.flags
    LEFT JOIN acts AS first
        ON
            first.scope = ACT_SCOPES()[1]
            AND first.reach
            = ACT_REACH(ACT_SCOPES()[1], flags.flag_id, flags.memory, flags.check_code, flags.outlet)
    LEFT JOIN acts AS second
        ON
            second.scope = ACT_SCOPES()[2]
            AND second.reach
            = ACT_REACH(ACT_SCOPES()[2], flags.flag_id, flags.memory, flags.check_code, flags.outlet)
    LEFT JOIN acts AS third
        ON
            third.scope = ACT_SCOPES()[3]
            AND third.reach
            = ACT_REACH(ACT_SCOPES()[3], flags.flag_id, flags.memory, flags.check_code, flags.outlet)
    LEFT JOIN acts AS fourth
        ON
            fourth.scope = ACT_SCOPES()[4]
            AND fourth.reach
            = ACT_REACH(ACT_SCOPES()[4], flags.flag_id, flags.memory, flags.check_code, flags.outlet)
    WHERE flags.outlet IS NOT NULL  -- the claim of any other is gone
)

SELECT
    covered.* EXCLUDE (claim_text, url, outlet, published_at, is_current, memory, decided),
    covered.claim_text,
    covered.url,
    covered.outlet,
    covered.published_at,
    CASE
        WHEN covered.decided.act = 'later' AND covered.decided.due_at <= NOW() THEN 'open'
        ELSE COALESCE(ACT_STATE(covered.decided.act), 'open')
    END AS state,
    covered.decided.reason,
    covered.decided.reviewer,
    covered.decided.decided_at,
    covered.is_current
FROM covered;

CREATE OR REPLACE VIEW v1.open_flags AS
SELECT *
FROM v1.flags
WHERE state = 'open' AND gone_at IS NULL AND is_current;

CREATE OR REPLACE VIEW v1.runs AS
SELECT runs.*
FROM main.runs;

CREATE OR REPLACE VIEW v1.fetches AS
SELECT fetches.*
FROM main.fetches;

CREATE OR REPLACE VIEW v1.validations AS
SELECT validations.*
FROM main.validations;

CREATE TABLE IF NOT EXISTS main.dictionary (
    view_name VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    column_name VARCHAR NOT NULL,
    data_type VARCHAR NOT NULL,
    comment VARCHAR NOT NULL
);

CREATE OR REPLACE VIEW v1.data_dictionary AS
SELECT dictionary.*
FROM main.dictionary;

CREATE OR REPLACE VIEW v1.run_measures AS
SELECT run_measures.*
FROM main.run_measures;

CREATE OR REPLACE VIEW v1.changelog AS
SELECT
    entries.since,
    entries.change
FROM (
    VALUES
    ('0.1.0', 'The views of schema v1; from now on they change only by addition.'),
    ('0.1.0', 'The macros span_text, wilson_low and as_of.'),
    ('0.1.0', 'In figures: weekday, year, month and day as a date prints them; the counted noun, its modifiers.'),
    ('0.1.0', 'The view source_ledger: the sources of each article.'),
    ('0.1.0', 'The view changes: what each revision of a page says otherwise than the one before it.'),
    ('0.1.0', 'The views copies and copied_flags: articles that repeat an earlier one, and flags that both have.'),
    ('0.1.0', 'The view outlet_days: how much of an outlet''s pages was kept, day by day, against its own usual.'),
    ('0.2.0', 'The view figure_pairs, the tables units, rates, bodies and limits, and the macros of printed figures.'),
    ('0.2.0', 'The view people, and person_key in attributions and quotations: one person, one key.'),
    ('0.2.0', 'The view people follows what people join and split at the desk; its column keys.'),
    ('0.2.0', 'The view signs: what speaks for and against asking about a claim, with its points.'),
    ('0.2.0', 'The views stories, story_articles, story_figures, story_quotations, story_changes: one event.'),
    ('0.2.0', 'The view story_acts: what people said of stories.'),
    ('0.2.0', 'The view person_acts: which names are one person''s, and which one name is two persons''.'),
    ('0.2.0', 'The column run_seq: the number of the run that wrote a row last.'),
    ('0.2.0', 'The view recurring_claims: what is said again in other words; the view money: amounts in one currency.'),
    ('0.2.0', 'The view corrections: where people corrected the machine, and what they said instead.'),
    ('0.2.0', 'The views verdicts and verdict_sources: what people found out about a claim, and from what.'),
    ('0.2.0', 'The views published_checks and checked_before: what other houses checked, and claims it may be about.'),
    ('0.2.0', 'In attributions and quotations, source_text is NULL where no source is printed; it was empty.'),
    ('0.2.0', 'In articles: published_on, the page''s own day; section; authors.'),
    ('0.1.0', 'The view alerts: what operators were told, and when it was over.'),
    ('0.1.0', 'The column decisions.memory and the macro flag_memory: what a decision on a flag rests on.')
) AS entries (since, change);

-- The words of a span: half-open code points from 0, as every span here.
CREATE OR REPLACE MACRO SPAN_TEXT(WORDS, FIRST_POINT, LAST_POINT)
AS SUBSTRING(words, first_point + 1, last_point - first_point);

-- The lower end of Wilson's 95 % interval: a share of few decisions is worth little (E. B. Wilson, 1927).
CREATE OR REPLACE MACRO WILSON_LOW(HITS, TRIES) AS CASE
    WHEN tries > 0 THEN GREATEST(
        0.0,
        (
            hits / tries + 1.9208 / tries
            - 1.96 * SQRT((hits / tries * (1 - hits / tries) + 0.9604 / tries) / tries)
        ) / (1 + 3.8416 / tries)
    )
END;

-- The flags that stood at a moment, whatever happened since.
CREATE OR REPLACE MACRO AS_OF(MOMENT) AS TABLE (
    SELECT *
    FROM v1.flags
    WHERE raised_at <= moment AND (gone_at IS NULL OR gone_at > moment)
);

-- Pages whose last try failed and that nobody has put aside since.
CREATE OR REPLACE VIEW v1.dead_letters AS
SELECT
    fetches.requested_url,
    fetches.outlet,
    fetches.source,
    fetches.outcome,
    fetches.reason,
    fetches.advice,
    fetches.status_code,
    fetches.tries,
    fetches.fetched_at,
    fetches.next_attempt_at
FROM main.fetches
LEFT JOIN main.dropped_letters
    ON fetches.requested_url = dropped_letters.requested_url AND fetches.fetched_at <= dropped_letters.dropped_at
WHERE dropped_letters.requested_url IS NULL
QUALIFY
    ROW_NUMBER() OVER (PARTITION BY fetches.requested_url ORDER BY fetches.fetched_at DESC) = 1
    AND fetches.outcome NOT IN ('ok', 'not_modified');

CREATE OR REPLACE VIEW v1.alerts AS
SELECT alerts.*
FROM main.alerts;

-- A page that came and held no story counts as a share of 0: a new layout may leave nothing to read at all.
CREATE OR REPLACE VIEW v1.outlet_days AS
WITH kept AS (
    SELECT
        outlet,
        fetched_at::DATE AS day,
        COUNT(*) AS articles,
        SUM(text_share) AS share
    FROM main.articles
    WHERE text_share IS NOT NULL AND fetched_at IS NOT NULL
    GROUP BY ALL
),

tries AS (
    SELECT
        outlet,
        fetched_at::DATE AS day,
        requested_url,
        outcome,
        article_id,
        elapsed_ms,
        REGEXP_EXTRACT(requested_url, '^[a-z]+://([^/?#]+)', 1) AS host
    FROM main.fetches
    WHERE outlet <> ''
),

failed AS (
    SELECT
        outlet,
        day,
        COUNT(DISTINCT requested_url) FILTER (WHERE outcome IN ('not_article', 'empty')) AS pages_without_story,
        COUNT(DISTINCT requested_url) FILTER (WHERE outcome NOT IN ('ok', 'not_modified', 'unchanged')) AS pages_failed
    FROM tries
    GROUP BY ALL
),

slowest AS (
    SELECT
        outlet,
        day,
        host,
        MEDIAN(elapsed_ms)::BIGINT AS median_ms
    FROM tries
    WHERE host <> ''
    GROUP BY outlet, day, host
    QUALIFY ROW_NUMBER() OVER (PARTITION BY outlet, day ORDER BY median_ms DESC, host ASC) = 1
),

noisiest AS (
    SELECT
        articles.outlet,
        articles.fetched_at::DATE AS day,
        flags.check_code,
        COUNT(*) AS raised
    FROM main.flags
    INNER JOIN main.articles ON flags.article_id = articles.article_id
    WHERE flags.severity <> 'info' AND articles.fetched_at IS NOT NULL
    GROUP BY articles.outlet, day, flags.check_code
    QUALIFY ROW_NUMBER() OVER (PARTITION BY articles.outlet, day ORDER BY raised DESC, flags.check_code ASC) = 1
),

days AS (
    SELECT
        COALESCE(kept.outlet, failed.outlet) AS outlet,
        COALESCE(kept.day, failed.day) AS day,
        COALESCE(kept.articles, 0) AS articles,
        COALESCE(failed.pages_without_story, 0) AS pages_without_story,
        COALESCE(failed.pages_failed, 0) AS pages_failed,
        COALESCE(kept.share, 0) / NULLIF(COALESCE(kept.articles, 0) + COALESCE(failed.pages_without_story, 0), 0)
            AS text_share
    FROM kept
    FULL OUTER JOIN failed ON kept.outlet = failed.outlet AND kept.day = failed.day
),

compared AS (
    SELECT
        *,
        MEDIAN(text_share) OVER before AS usual_text_share,
        COUNT(text_share) OVER before AS usual_days
    FROM days
    WINDOW before AS (
        PARTITION BY outlet
        ORDER BY day
        RANGE BETWEEN INTERVAL 14 DAYS PRECEDING AND INTERVAL 1 DAY PRECEDING
    )
)

SELECT
    compared.*,
    1 - compared.text_share / NULLIF(compared.usual_text_share, 0) AS text_share_fall,
    slowest.host AS slowest_host,
    slowest.median_ms AS slowest_host_ms,
    noisiest.check_code AS noisiest_check,
    noisiest.raised AS noisiest_check_flags
FROM compared
LEFT JOIN slowest ON compared.outlet = slowest.outlet AND compared.day = slowest.day
LEFT JOIN noisiest ON compared.outlet = noisiest.outlet AND compared.day = noisiest.day;

-- What people did but undo, and whether it was undone, alone or with its batch.
CREATE OR REPLACE VIEW main.acts AS
SELECT
    decisions.*,
    (
        SELECT COUNT(*) > 0
        FROM main.decisions AS undo
        WHERE undo.act = 'undo' AND undo.undoes IN (decisions.decision_id, NULLIF(decisions.batch_id, ''))
    ) AS is_undone
FROM main.decisions
WHERE decisions.act <> 'undo';
