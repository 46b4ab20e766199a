-- The flags in temp.bearing bear what temp.borne has of them, where they do not yet.
UPDATE main.flags SET
    claim_text = told.claim_text,
    url = told.url,
    outlet = told.outlet,
    published_at = told.published_at,
    is_current = told.is_current,
    memory = told.memory
FROM (
    SELECT
        bearing.place,
        borne.*
    FROM temp.bearing
    LEFT JOIN temp.borne ON bearing.article_id = borne.article_id AND bearing.flag_id = borne.flag_id
    WHERE
        (bearing.claim_text, bearing.url, bearing.outlet, bearing.published_at, bearing.is_current, bearing.memory)
        IS DISTINCT FROM (
            borne.claim_text, borne.url, borne.outlet, borne.published_at, borne.is_current, borne.memory
        )
) AS told
WHERE flags.rowid = told.place;
