-- One revision of a page, and whether it is the current one.
SELECT
    articles.*,
    pages.article_id IS NOT NULL AS is_current,
    screenings.run_id AS screened_in
FROM main.articles
LEFT JOIN main.pages ON articles.article_id = pages.article_id
LEFT JOIN main.screenings ON articles.article_id = screenings.article_id
WHERE articles.article_id = $article
