-- Pairs with their figures as `first` and `second`, for checks: `pairs.first.value`. NULLs in `second` where there is none.
SELECT
    figure_pairs.*,
    first,
    second,
    first.part,
    first.span_start,
    first.span_end
FROM batch.figure_pairs AS figure_pairs
INNER JOIN batch.figures AS first
    ON figure_pairs.first_id = first.figure_id AND figure_pairs.article_id = first.article_id
LEFT JOIN batch.figures AS second
    ON figure_pairs.second_id = second.figure_id AND figure_pairs.article_id = second.article_id
