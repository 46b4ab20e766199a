-- Every page points at an article that is there.
SELECT pages.url
FROM main.pages AS pages
ANTI JOIN main.articles AS articles ON pages.article_id = articles.article_id
