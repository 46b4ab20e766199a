-- Which event each revision tells of, and how many pages tell of it; $articles NULL is all revisions.
WITH sizes AS (
    SELECT
        story_articles.story_id,
        COUNT(*) AS articles
    FROM main.story_articles
    INNER JOIN main.pages ON story_articles.article_id = pages.article_id
    GROUP BY story_articles.story_id
)

SELECT
    story_articles.article_id,
    story_articles.story_id,
    sizes.articles
FROM main.story_articles
INNER JOIN sizes ON story_articles.story_id = sizes.story_id
WHERE $articles::VARCHAR [] IS NULL OR LIST_CONTAINS($articles::VARCHAR [], story_articles.article_id)
