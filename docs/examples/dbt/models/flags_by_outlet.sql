SELECT
    flags.outlet || ' ' || flags.check_code AS outlet_check,
    flags.outlet,
    flags.check_code,
    COUNT(*) AS flags,
    COUNT(*) FILTER (WHERE flags.state = 'confirmed') AS confirmed,
    COUNT(*) FILTER (WHERE flags.state = 'dismissed') AS dismissed
FROM {{ source('copydesk', 'flags') }} AS flags
WHERE flags.is_current AND flags.gone_at IS NULL
GROUP BY flags.outlet, flags.check_code
