-- Tolls with their figures and stories, for checks. A view of this name stands in each layer, as with pairs.
SELECT
    tolls.*,
    story_articles.story_id,
    figures AS figure,
    figures.sentence_id,
    figures.part,
    figures.span_start,
    figures.span_end,
    figures.text,
    articles.url,
    articles.outlet,
    articles.published_at,
    articles.headline || CHR(10) || articles.text AS article_text,
    COALESCE(attributions.canonical_source, attributions.source_text) AS source_name,
    copies.copy_of IS NOT NULL AS is_copy
FROM batch.toll_rows AS tolls
INNER JOIN batch.articles AS articles ON tolls.article_id = articles.article_id
INNER JOIN batch.story_articles AS story_articles ON tolls.article_id = story_articles.article_id
INNER JOIN batch.figures AS figures ON tolls.article_id = figures.article_id AND tolls.figure_id = figures.figure_id
LEFT JOIN batch.attributions AS attributions
    ON figures.article_id = attributions.article_id AND figures.attribution_id = attributions.attribution_id
LEFT JOIN main.copies AS copies ON tolls.article_id = copies.article_id
