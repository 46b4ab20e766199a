-- What the current revision of each page says, to tell an edit from a change of quotation marks.
SELECT
    articles.url,
    articles.article_id,
    articles.headline,
    articles.standfirst,
    articles.text
FROM main.pages
INNER JOIN main.articles ON pages.article_id = articles.article_id
WHERE LIST_CONTAINS(CAST(GETVARIABLE('urls') AS VARCHAR []), articles.url)
