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
WHERE rowid BETWEEN $first AND $last AND article_id = $article
