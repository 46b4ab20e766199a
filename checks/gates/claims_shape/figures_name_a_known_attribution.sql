-- An attribution that a figure names is there.
SELECT figures.figure_id
FROM figures
ANTI JOIN attributions
    ON figures.article_id = attributions.article_id AND figures.attribution_id = attributions.attribution_id
WHERE figures.attribution_id IS NOT NULL
