-- Text is NFC-normalised once, so that spans count the same everywhere.
SELECT articles.article_id
FROM articles
WHERE articles.text <> NFC_NORMALIZE(articles.text) OR articles.headline <> NFC_NORMALIZE(articles.headline)
