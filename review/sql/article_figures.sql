-- The figures of one revision: as written, as read, as of when.
SELECT
    figure_id,
    part,
    span_start,
    span_end,
    text,
    value,
    low,
    high,
    bound,
    change,
    dimension,
    unit,
    unit_name,
    counted,
    event,
    place,
    time_start,
    time_end,
    reads,
    quoted,
    attribution_id
FROM main.figures
WHERE rowid IN (SELECT few.rowid FROM main.figures AS few WHERE few.article_id = $article)
