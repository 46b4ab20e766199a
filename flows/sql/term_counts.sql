-- In how many of the articles that count each of `terms` stands; '' is how many there are.
SELECT
    term,
    articles
FROM main.term_counts
WHERE term = '' OR LIST_CONTAINS(CAST(GETVARIABLE('terms') AS VARCHAR []), term)
