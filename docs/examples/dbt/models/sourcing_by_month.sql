SELECT
    articles.outlet || ' ' || STRFTIME(articles.published_at, '%Y-%m') AS outlet_month,
    articles.outlet,
    DATE_TRUNC('month', articles.published_at)::DATE AS month,
    COUNT(*) AS sourced,
    COUNT(*) FILTER (WHERE attributions.canonical_source IS NULL) AS unnamed
FROM {{ source('copydesk', 'attributions') }} AS attributions
INNER JOIN {{ source('copydesk', 'articles') }} AS articles ON attributions.article_id = articles.article_id
WHERE articles.is_current AND articles.published_at IS NOT NULL AND attributions.attribution_class IN ('speech', 'document')
GROUP BY ALL
