-- Views for analysts that no check reads: claims that come again in other words, and money in one currency.

-- What claims are recognised by when they come again: a figure with its unit beside a name, and their words.
CREATE OR REPLACE MACRO NAMES_IN(WORDS) AS LIST_FILTER(
    LIST_DISTINCT(REGEXP_EXTRACT_ALL(words, '\p{Lu}\p{Ll}\p{L}+')),
    LAMBDA name : NOT LIST_CONTAINS(
        LIST_TRANSFORM(RANGE(7), LAMBDA n : DAYNAME(DATE '2024-01-01' + n::INTEGER)), name
    )
    AND NOT LIST_CONTAINS(
        LIST_TRANSFORM(RANGE(12), LAMBDA n : MONTHNAME(MAKE_DATE(2024, 1 + n::INTEGER, 1))), name
    )
);

CREATE OR REPLACE MACRO WORDS_IN(WORDS) AS LIST_DISTINCT(
    LIST_TRANSFORM(REGEXP_EXTRACT_ALL(words, '\p{L}{4,}'), LAMBDA word : ROOT_OF(LOWER(word)))
);

CREATE OR REPLACE VIEW v1.recurring_claims AS
WITH told AS (
    SELECT
        claims.article_id,
        claims.claim_id,
        claims.text,
        articles.url,
        articles.outlet,
        COALESCE(articles.published_at, articles.fetched_at) AS dated_at,
        NAMES_IN(claims.text) AS names,
        NAMES_IN(REGEXP_REPLACE(claims.text, '^[^\p{L}]*\p{L}+', '')) AS inner_names,
        WORDS_IN(claims.text) AS words
    FROM main.claims
    INNER JOIN main.pages ON claims.article_id = pages.article_id
    INNER JOIN main.articles ON claims.article_id = articles.article_id
    ANTI JOIN main.copies ON claims.article_id = copies.article_id
    WHERE claims.part = 'text'
),

counted AS (
    SELECT DISTINCT
        claims.article_id,
        claims.claim_id,
        figures.value || ' ' || figures.unit AS figure
    FROM main.claims
    INNER JOIN main.figures ON claims.article_id = figures.article_id AND claims.sentence_id = figures.sentence_id
    WHERE figures.value IS NOT NULL AND figures.dimension NOT IN ('date', 'time', 'ordinal', 'other')
),

keys AS (
    SELECT
        told.article_id,
        told.claim_id,
        told.url,
        counted.figure,
        UNNEST(told.names) AS name,
        LIST_CONTAINS(told.inner_names, name) AS is_inner  -- the first word of a sentence may be none
    FROM told
    INNER JOIN counted ON told.article_id = counted.article_id AND told.claim_id = counted.claim_id
),

shared AS (
    SELECT
        one.article_id,
        one.claim_id,
        other.article_id AS other_article_id,
        other.claim_id AS other_claim_id,
        LIST(DISTINCT one.figure ORDER BY one.figure) AS figures,
        LIST(DISTINCT one.name ORDER BY one.name) AS names
    FROM keys AS one
    INNER JOIN keys AS other ON one.figure = other.figure AND one.name = other.name AND one.url <> other.url
    WHERE one.is_inner OR other.is_inner
    GROUP BY one.article_id, one.claim_id, other.article_id, other.claim_id
),

weighed AS (
    SELECT
        shared.article_id,
        shared.claim_id,
        one.text,
        one.outlet,
        one.url,
        one.dated_at,
        shared.other_article_id,
        shared.other_claim_id,
        other.text AS other_text,
        other.outlet AS other_outlet,
        other.url AS other_url,
        other.dated_at AS other_dated_at,
        shared.figures,
        shared.names,
        LEN(LIST_INTERSECT(one.words, other.words)) AS alike,
        alike / LEAST(LEN(one.words), LEN(other.words)) AS words_shared
    FROM shared
    INNER JOIN told AS one ON shared.article_id = one.article_id AND shared.claim_id = one.claim_id
    INNER JOIN told AS other ON shared.other_article_id = other.article_id AND shared.other_claim_id = other.claim_id
    WHERE (one.dated_at, one.article_id, one.claim_id) < (other.dated_at, other.article_id, other.claim_id)
)

SELECT * EXCLUDE (alike)
FROM weighed
WHERE alike >= 3 AND words_shared >= 0.4 AND text <> other_text;

-- Money in United States dollars: at the newest rate of the month up to the day that it speaks of, else within the year's bounds.
CREATE OR REPLACE VIEW v1.money AS
WITH amounts AS (
    SELECT
        figures.article_id,
        figures.figure_id,
        figures.text,
        figures.value,
        figures.low,
        figures.high,
        figures.unit AS currency,
        articles.url,
        articles.outlet,
        articles.published_at,
        COALESCE(
            figures.time_end, articles.published_on, articles.published_at::DATE, articles.fetched_at::DATE
        ) AS spoken_of
    FROM main.figures
    INNER JOIN main.articles ON figures.article_id = articles.article_id
    WHERE figures.dimension = 'currency'
),

dated AS (
    SELECT
        amounts.*,
        day_rates.day AS rate_day,
        day_rates.per_dollar,
        day_rates.source AS rate_source
    FROM amounts
    ASOF LEFT JOIN main.day_rates ON amounts.currency = day_rates.currency AND amounts.spoken_of >= day_rates.day
),

rated AS (
    SELECT
        dated.* EXCLUDE (rate_day, per_dollar, rate_source),
        COALESCE(dated.rate_day >= dated.spoken_of - 31, FALSE) AS is_dated,
        CASE WHEN is_dated THEN dated.rate_day END AS rate_day,
        CASE WHEN is_dated THEN dated.rate_source ELSE rates.source END AS rate_source,
        CASE WHEN is_dated THEN dated.per_dollar ELSE rates.low END AS least,
        CASE WHEN is_dated THEN dated.per_dollar ELSE rates.high END AS most
    FROM dated
    LEFT JOIN main.rates
        ON dated.currency = rates.currency AND YEAR(dated.spoken_of) BETWEEN rates.since AND rates.until
)

SELECT
    article_id,
    figure_id,
    text,
    value,
    currency,
    CASE WHEN least = most THEN value / most END AS dollars,
    low / most AS dollars_low,
    high / least AS dollars_high,
    rate_day,
    rate_source,
    url,
    outlet,
    published_at
FROM rated;
