-- The figures of each revision as one value; DuckDB's own numbers in JSON are floats, so decimals go as words.
SELECT
    articles.article_id,
    '[' || STRING_AGG(
        JSON_ARRAY(
            figures.figure_id,
            figures.part,
            figures.span_start,
            figures.span_end,
            figures.text,
            figures.value::VARCHAR,
            figures.low::VARCHAR,
            figures.high::VARCHAR,
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
            figures.attribution_id
        )::VARCHAR,
        ',' ORDER BY figures.rowid
    ) || ']' AS body
FROM main.figures
INNER JOIN main.articles ON figures.article_id = articles.article_id
WHERE figures.rowid BETWEEN $first AND $last
GROUP BY articles.article_id
ORDER BY MIN(articles.rowid)
