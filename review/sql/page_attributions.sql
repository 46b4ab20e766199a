-- The attributions of each revision as one value.
SELECT
    articles.article_id,
    '[' || STRING_AGG(
        JSON_ARRAY(
            attributions.attribution_id,
            attributions.part,
            attributions.source,
            attributions.content,
            attributions.source_text,
            attributions.cue_text,
            attributions.kind,
            attributions.attribution_class,
            attributions.source_kind,
            attributions.canonical_source,
            attributions.via,
            attributions.inherited
        )::VARCHAR,
        ',' ORDER BY attributions.rowid
    ) || ']' AS body
FROM main.attributions
INNER JOIN main.articles ON attributions.article_id = articles.article_id
WHERE attributions.rowid BETWEEN $first AND $last
GROUP BY articles.article_id
ORDER BY MIN(articles.rowid)
