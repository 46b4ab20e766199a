-- The articles that stand beside those that are due: all revisions of their pages, and of the pages that tell of the same events.
CREATE OR REPLACE VIEW main.due_kin AS
SELECT due.article_id
FROM main.due
UNION
SELECT articles.article_id
FROM main.articles
WHERE
    articles.url <> ''
    AND articles.url IN (
        SELECT pages.url
        FROM main.articles AS pages
        WHERE pages.article_id IN (SELECT due.article_id FROM main.due)
    )
UNION
SELECT told.article_id
FROM main.story_articles AS told
WHERE
    told.story_id IN (
        SELECT due_stories.story_id
        FROM main.story_articles AS due_stories
        WHERE due_stories.article_id IN (SELECT due.article_id FROM main.due)
    );
