-- One revision of a page.
SELECT
    article_id,
    url,
    outlet,
    headline,
    standfirst,
    byline,
    language,
    published_at,
    published_on,
    modified_at,
    fetched_at,
    text,
    article_type,
    text_share,
    notes
FROM main.articles
WHERE article_id = $article
