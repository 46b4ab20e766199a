-- Events for the made-up warehouse of desk_corpus.sql: of 1, 2, 5 or 20 articles, each with two tolls and three quotations; one page in
-- ten was changed.
CREATE TEMP TABLE told AS
SELECT
    a,
    article_id,
    url,
    a - a % [20, 5, 2, 1][1 + (a // 20) % 4] AS first_a,
    TIMESTAMPTZ '2026-01-01 00:00:00+00' + TO_MINUTES(a) AS dated_at
FROM (SELECT DISTINCT a, article_id, 'https://outlet' || (a % 60) || '.example/' || a AS url FROM placed);

INSERT INTO main.story_articles
SELECT article_id, LEFT(MD5('story' || first_a), 20), LEFT(MD5('story' || first_a), 20), dated_at, 0.5, dated_at, 'likeness', TRUE, 1
FROM told ORDER BY a;

INSERT INTO main.stories
SELECT story_id, MIN(dated_at), MAX(dated_at) + INTERVAL 3 DAY, NULL, 1 FROM main.story_articles GROUP BY story_id;

INSERT INTO main.tolls
SELECT
    article_id, LEFT(MD5('figure' || a || '-' || position), 20), ['killed', 'wounded'][1 + position], TRUE,
    CASE WHEN a % 7 = 0 THEN ['children'] ELSE [] END, [], [], NULL, NULL, FALSE, 1
FROM placed WHERE position < 2 ORDER BY a, position;

INSERT INTO main.quotations
SELECT
    article_id, LEFT(MD5('quotation' || a || '-' || position), 20), sentence_id, 'text', span_start, span_start + LENGTH(text) - 12,
    text[1:LENGTH(text) - 12], FALSE, LEFT(MD5('attribution' || a || '-' || position), 20), 1
FROM placed WHERE position IN (0, 5, 10) ORDER BY a, position;

INSERT INTO main.changes BY NAME
SELECT
    one.article_id,
    LEFT(MD5('change' || one.a), 20) AS change_id,
    other.article_id AS before_article_id,
    0 AS position,
    'figure' AS kind,
    'text' AS part,
    '8 people' AS before_text,
    '7 people' AS after_text
FROM told AS one INNER JOIN told AS other ON one.a + 1 = other.a
WHERE one.a % 10 = 0 ORDER BY one.a;
