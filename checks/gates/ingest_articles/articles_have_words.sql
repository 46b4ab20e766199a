-- An article that is loaded has an address and words: a page without them is a fetch with a reason, no article.
SELECT articles.article_id
FROM articles
WHERE TRIM(articles.text) = '' AND TRIM(articles.headline) = ''
