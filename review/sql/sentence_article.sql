-- A page that has a sentence, the current revision first: asked only where an address names no article.
SELECT article_id
FROM main.sentences
WHERE sentence_id = $sentence
ORDER BY article_id IN (SELECT pages.article_id FROM main.pages) DESC, article_id ASC
LIMIT 1
