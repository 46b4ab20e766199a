-- Which statements are flagged most often, and where?
SELECT
    check_code,
    outlet,
    COUNT(*) AS flags
FROM v1.flags
WHERE is_current AND gone_at IS NULL
GROUP BY ALL
ORDER BY flags DESC
LIMIT 50

-- Which figures does nobody put a name to?
SELECT
    figures.outlet,
    figures.text,
    figures.counted,
    figures.url
FROM v1.figures
WHERE attribution_id IS NULL AND dimension IN ('count', 'currency', 'percentage')
ORDER BY published_at DESC
LIMIT 50

-- Whose words fill the pages?
SELECT
    canonical_source,
    source_kind,
    COUNT(*) AS times,
    COUNT(DISTINCT outlet) AS outlets
FROM v1.attributions
WHERE canonical_source IS NOT NULL
GROUP BY ALL
ORDER BY times DESC
LIMIT 50

-- What share of each outlet's sources has no name?
SELECT
    outlet,
    COUNT(*) AS attributions,
    AVG((source_kind IN ('anonymous', 'vague', 'unnamed_group', 'unnamed_person'))::INTEGER) AS unnamed_share
FROM v1.attributions
GROUP BY outlet
ORDER BY unnamed_share DESC

-- Which pages changed after they were published?
SELECT
    url,
    COUNT(*) AS revisions,
    MIN(fetched_at) AS first_seen,
    MAX(fetched_at) AS last_seen
FROM v1.articles
GROUP BY url
HAVING COUNT(*) > 1

-- What do the columns of a view mean?
SELECT
    view_name,
    column_name,
    data_type,
    comment
FROM v1.data_dictionary
ORDER BY view_name, position
