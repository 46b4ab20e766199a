-- Every article's story as people left it: a page goes where it was moved, a copy with its first, a story into another.
-- Tables `moved_pages` and `merged_stories` hold what stands.
WITH placed AS (
    SELECT
        story_articles.article_id,
        COALESCE(own.story_id, first.story_id, story_articles.ruled_id) AS story_id
    FROM main.story_articles
    INNER JOIN main.articles ON story_articles.article_id = articles.article_id
    LEFT JOIN main.copies ON story_articles.article_id = copies.article_id
    LEFT JOIN main.articles AS origins ON copies.copy_of = origins.article_id
    LEFT JOIN temp.moved_pages AS own ON articles.url = own.url
    LEFT JOIN temp.moved_pages AS first ON origins.url = first.url
),

settled AS (
    SELECT
        placed.article_id,
        COALESCE(merged.into_story_id, placed.story_id) AS story_id
    FROM placed
    LEFT JOIN temp.merged_stories AS merged ON placed.story_id = merged.story_id
)

UPDATE main.story_articles
SET
    story_id = settled.story_id,
    run_seq = (SELECT run_now.run_seq FROM main.run_now)
FROM settled
WHERE story_articles.article_id = settled.article_id AND story_articles.story_id <> settled.story_id
