-- The figures that current pages give in a person's name, but for days and hours.
SELECT
    attributions.person_key,
    COALESCE(articles.published_at, articles.fetched_at) AS said_at,
    'figure' AS kind,
    figures.figure_id AS id,
    figures.article_id,
    articles.url,
    articles.outlet,
    attributions.canonical_source AS spelling,
    articles.headline,
    copies.copy_of,
    articles.published_on::VARCHAR AS said_on,
    figures.sentence_id,
    figures.part,
    figures.span_start,
    figures.span_end,
    figures.text,
    figures.value::VARCHAR AS value,
    figures.low::VARCHAR AS low,
    figures.high::VARCHAR AS high,
    figures.bound,
    figures.change,
    figures.dimension,
    figures.unit,
    figures.unit_name,
    figures.counted,
    figures.event,
    figures.place,
    figures.time_start::VARCHAR AS time_start,
    figures.time_end::VARCHAR AS time_end,
    figures.reads
FROM main.figures
INNER JOIN main.attributions
    ON figures.article_id = attributions.article_id AND figures.attribution_id = attributions.attribution_id
INNER JOIN main.pages ON figures.article_id = pages.article_id
INNER JOIN main.articles ON figures.article_id = articles.article_id
LEFT JOIN main.copies ON figures.article_id = copies.article_id
WHERE
    attributions.person_key IS NOT NULL
    AND figures.dimension NOT IN ('date', 'time')
    AND ($people::VARCHAR [] IS NULL OR LIST_CONTAINS($people::VARCHAR [], attributions.person_key))
ORDER BY attributions.person_key, said_at DESC NULLS LAST, figures.article_id, figures.span_start, figures.figure_id
