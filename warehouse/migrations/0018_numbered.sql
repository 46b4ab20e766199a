-- What the columns of 0015 to 0017 hold for rows that were there: DuckDB changes no rows of a table in the transaction that alters it.

UPDATE runs SET run_seq = numbered.run_seq FROM (
    SELECT
        run_id,
        ROW_NUMBER() OVER (ORDER BY started_at, run_id) AS run_seq
    FROM runs
) AS numbered
WHERE runs.run_id = numbered.run_id;

UPDATE articles SET is_current = TRUE
WHERE article_id IN (SELECT article_id FROM pages);

UPDATE articles SET revision = ordered.revision FROM (
    SELECT
        article_id,
        ROW_NUMBER() OVER (PARTITION BY url ORDER BY fetched_at, article_id) AS revision
    FROM articles
    WHERE url <> ''
) AS ordered
WHERE articles.article_id = ordered.article_id AND ordered.revision > 1;
