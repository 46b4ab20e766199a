-- The pairs of figures of one revision that a check may look at, agreeing or not.
SELECT * EXCLUDE (run_seq)
FROM main.figure_pairs
WHERE rowid BETWEEN $first AND $last AND article_id = $article
