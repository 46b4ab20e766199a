-- What current pages say that a person said: each quotation, and each sentence that reports words without any.
WITH spoken AS (
    SELECT
        attributions.*,
        articles.url,
        articles.outlet,
        articles.headline,
        copies.copy_of,
        articles.published_on::VARCHAR AS said_on,
        COALESCE(articles.published_at, articles.fetched_at) AS said_at
    FROM main.attributions
    INNER JOIN main.pages ON attributions.article_id = pages.article_id
    INNER JOIN main.articles ON attributions.article_id = articles.article_id
    LEFT JOIN main.copies ON attributions.article_id = copies.article_id
    WHERE
        attributions.person_key IS NOT NULL
        AND attributions.attribution_class IN ('speech', 'document')
        AND ($people::VARCHAR [] IS NULL OR LIST_CONTAINS($people::VARCHAR [], attributions.person_key))
),

told AS (
    SELECT
        spoken.person_key,
        spoken.said_at,
        'quotation' AS kind,
        quotations.quotation_id AS id,
        spoken.article_id,
        spoken.url,
        spoken.outlet,
        spoken.canonical_source AS spelling,
        spoken.headline,
        spoken.copy_of,
        spoken.said_on,
        quotations.sentence_id,
        quotations.part,
        quotations.span_start,
        quotations.span_end,
        quotations.text
    FROM spoken
    INNER JOIN main.quotations
        ON spoken.article_id = quotations.article_id AND spoken.attribution_id = quotations.attribution_id
    WHERE NOT quotations.fragment
    UNION ALL
    SELECT
        spoken.person_key,
        spoken.said_at,
        'report' AS kind,
        spoken.attribution_id AS id,
        spoken.article_id,
        spoken.url,
        spoken.outlet,
        spoken.canonical_source AS spelling,
        spoken.headline,
        spoken.copy_of,
        spoken.said_on,
        sentences.sentence_id,
        sentences.part,
        sentences.span_start,
        sentences.span_end,
        sentences.text
    FROM spoken
    INNER JOIN main.sentences
        ON spoken.article_id = sentences.article_id AND spoken.sentence_id = sentences.sentence_id
    ANTI JOIN (SELECT * FROM main.quotations WHERE NOT fragment) AS whole
        ON spoken.article_id = whole.article_id AND spoken.attribution_id = whole.attribution_id
)

SELECT *
FROM told
ORDER BY person_key, said_at DESC NULLS LAST, article_id, span_start, id
