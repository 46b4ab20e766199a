-- The pairs of figures of one revision that a check may look at, agreeing or not.
SELECT * EXCLUDE (run_seq)
FROM main.figure_pairs
WHERE rowid IN (SELECT few.rowid FROM main.figure_pairs AS few WHERE few.article_id = $article)
