-- Stories, terms, tolls and quotations for the made-up warehouse of desk_corpus.sql: ten articles a story, 1,440 articles a day.
INSERT INTO main.story_articles
SELECT
    article_id,
    LEFT(MD5('story' || (a // 10)), 20),
    LEFT(MD5('story' || (a // 10)), 20),
    TIMESTAMPTZ '2026-01-01 00:00:00+00' + TO_MINUTES(a),
    CASE WHEN a % 10 > 0 THEN 0.3 END,
    TIMESTAMPTZ '2026-01-01 00:00:00+00' + TO_MINUTES(a),
    CASE WHEN a % 10 = 0 THEN 'opened' ELSE 'likeness' END,
    TRUE,
    1
FROM (SELECT a, ANY_VALUE(article_id) AS article_id FROM placed GROUP BY a) ORDER BY a;

INSERT INTO main.stories
SELECT story_id, MIN(dated_at), MAX(dated_at) + INTERVAL 3 DAY, NULL, 1 FROM main.story_articles
WHERE dated_at >= TIMESTAMPTZ '2026-01-01 00:00:00+00' + TO_MINUTES($first)
GROUP BY story_id ORDER BY 2;

-- words fall off as in any language: most of an article's sixty are rare, some stand in every tenth article
INSERT INTO main.story_terms
SELECT
    article_id,
    dated_at,
    CASE WHEN k < 15 THEN 'story' || story_id || k ELSE 'word' || FLOOR(20000 * POW((HASH(article_id || k) % 100000) / 1e5, 2)) END,
    80 + (HASH(article_id || k) % 90)::INTEGER,
    1
FROM main.story_articles, RANGE(60) AS r (k)
WHERE dated_at >= TIMESTAMPTZ '2026-01-01 00:00:00+00' + TO_MINUTES($first)
ORDER BY dated_at, article_id;

INSERT INTO main.term_counts
SELECT 'word' || n, 1 + (200000 / (1 + n))::INTEGER, 1 FROM RANGE(300000) AS r (n)
WHERE $first = 0;

INSERT INTO main.tolls
SELECT
    article_id, LEFT(MD5('figure' || a || '-' || position), 20), ['killed', 'wounded', 'arrested'][1 + position], TRUE, [], ['fire'],
    ['Osk'], NULL, NULL, FALSE, 1
FROM placed WHERE position < 3 ORDER BY a, position;

INSERT INTO main.quotations
SELECT
    article_id, LEFT(MD5('quotation' || a || '-' || position), 20), sentence_id, 'text', span_start, span_start + LENGTH(text), text,
    FALSE, CASE WHEN position % 5 = 0 THEN LEFT(MD5('attribution' || a || '-' || position), 20) END, 1
FROM placed WHERE position BETWEEN 5 AND 8 ORDER BY a, position;
