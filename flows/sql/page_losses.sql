-- The pages that are told otherwise where articles of `gone` are: those that lose a revision, or what they were a copy of.
UPDATE main.pages
SET run_seq = (SELECT run_now.run_seq FROM main.run_now)
WHERE
    url IN (
        SELECT articles.url
        FROM main.articles
        SEMI JOIN temp.gone ON articles.article_id = gone.article_id
    )
    OR article_id IN (
        SELECT copies.article_id
        FROM main.copies
        SEMI JOIN temp.gone ON copies.copy_of = gone.article_id
    )
