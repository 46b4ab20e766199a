-- In how many of the articles that count each of `terms` stands; '' is how many there are.
SELECT
    term,
    articles
FROM main.term_counts
WHERE term IN (SELECT UNNEST(CAST(GETVARIABLE('terms') AS VARCHAR [])))
