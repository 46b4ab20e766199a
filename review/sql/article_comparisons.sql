-- The figures that one revision binds together, and what each side says.
SELECT *
FROM main.comparisons
WHERE rowid BETWEEN $comparisons_first AND $comparisons_last AND article_id = $article
