-- The figure ledger of one revision: as written, as read, who says it, as of when.
SELECT
    figures.figure_id,
    figures.part,
    figures.span_start,
    figures.span_end,
    figures.text,
    figures.value,
    figures.low,
    figures.high,
    figures.bound,
    figures.change,
    figures.dimension,
    figures.unit,
    figures.unit_name,
    figures.counted,
    figures.event,
    figures.place,
    figures.time_start,
    figures.time_end,
    figures.reads,
    figures.quoted,
    COALESCE(attributions.canonical_source, attributions.source_text) AS source
FROM (SELECT * FROM main.figures WHERE article_id = $article) AS figures
LEFT JOIN (SELECT * FROM main.attributions WHERE article_id = $article) AS attributions
    ON figures.attribution_id = attributions.attribution_id
ORDER BY CASE figures.part WHEN 'title' THEN 0 WHEN 'standfirst' THEN 1 ELSE 2 END, figures.span_start
