-- What a decision on each of these flags remembers, in their order.
SELECT FLAG_MEMORY(code, sentence, first_point, last_point, reading) AS memory
FROM (
    SELECT
        UNNEST($codes) AS code,
        UNNEST($sentences) AS sentence,
        UNNEST($starts) AS first_point,
        UNNEST($ends) AS last_point,
        UNNEST($readings) AS reading
)
