-- The words that evidence in other articles points into.
SELECT
    article_id,
    outlet,
    headline,
    standfirst,
    text
FROM main.articles
WHERE article_id IN (SELECT UNNEST($articles))
