-- Where each article's rows lie: DuckDB then reads those rows alone, not the table.
SELECT
    article_id,
    MIN(rowid) AS first,
    MAX(rowid) AS last,
    COUNT(*) AS rows
FROM main.$table
GROUP BY article_id
