-- The figures that one revision binds together, and what each side says.
SELECT *
FROM main.comparisons
WHERE rowid BETWEEN $first AND $last AND article_id = $article
