-- Every revision as one value: with page_figures and page_attributions, what its page is made of.
SELECT
    articles.article_id,
    JSON_ARRAY(
        articles.article_id,
        articles.url,
        articles.outlet,
        articles.headline,
        articles.standfirst,
        articles.byline,
        articles.language,
        articles.published_at,
        articles.published_on,
        articles.modified_at,
        articles.fetched_at,
        articles.text,
        articles.article_type,
        articles.text_share,
        articles.notes
    )::VARCHAR AS body
FROM main.articles
