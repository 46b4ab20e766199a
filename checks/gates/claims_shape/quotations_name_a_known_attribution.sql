-- An attribution that a quotation names is there.
SELECT quotations.quotation_id
FROM quotations
ANTI JOIN attributions
    ON quotations.article_id = attributions.article_id AND quotations.attribution_id = attributions.attribution_id
WHERE quotations.attribution_id IS NOT NULL
