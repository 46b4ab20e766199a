-- Two long articles: one with 200 overlapping flags, one with 1,500 made of it.
INSERT INTO main.articles (
    article_id, url, outlet, headline, standfirst, byline, language, published_at, modified_at, fetched_at, text, article_type,
    text_share, notes, run_seq, revision, is_current
)
SELECT
    'long', 'https://long.example/1', 'Long', 'A long page', '', '', 'en', NULL, NULL, NULL,
    REPEAT('A made-up sentence of 12 words stands here again and again. ', 1200)[:60000], 'news', 1, [], 1, 1, TRUE;

INSERT INTO main.pages VALUES ('https://long.example/1', 'long', NULL, NULL, 1);

INSERT INTO main.sentences
SELECT 'long', 's', 0, 0, 'body', 'text', 0, 60000, text, 1 FROM main.articles WHERE article_id = 'long';

INSERT INTO main.claims
SELECT 'long', 'c', 's', 'text', 0, 60000, 'A page', 0.5, FALSE, NULL, NULL, 1, url, outlet, published_at, NULL, NULL
FROM main.articles WHERE article_id = 'long';

INSERT INTO main.flags
SELECT
    'long', 'long' || n, 'AT01', 'warning', 'c', NULL, 'text', n * 250, n * 250 + 700, 'A made-up flag.', NULL, [], '1',
    'run-1', NULL, NULL, 1, 'A page', url, outlet, published_at, TRUE, FLAG_MEMORY('AT01', 'A page', n * 250, n * 250 + 700, NULL)
FROM range(200) r (n), main.articles WHERE article_id = 'long';

INSERT INTO main.articles BY NAME SELECT * REPLACE ('dense' AS article_id, 'https://long.example/2' AS url)
FROM main.articles WHERE article_id = 'long';
INSERT INTO main.pages BY NAME SELECT * REPLACE ('dense' AS article_id, 'https://long.example/2' AS url)
FROM main.pages WHERE article_id = 'long';
INSERT INTO main.sentences BY NAME SELECT * REPLACE ('dense' AS article_id, 'd' AS sentence_id)
FROM main.sentences WHERE article_id = 'long';
INSERT INTO main.claims BY NAME
SELECT * REPLACE ('dense' AS article_id, 'd' AS claim_id, 'd' AS sentence_id, 'https://long.example/2' AS url)
FROM main.claims WHERE article_id = 'long';
INSERT INTO main.flags BY NAME SELECT flags.* REPLACE ('dense' AS article_id, 'dense' || n AS flag_id, 'd' AS claim_id,
n * 40 AS span_start, n * 40 + 30 AS span_end, 'https://long.example/2' AS url,
FLAG_MEMORY('AT01', 'A page', n * 40, n * 40 + 30, NULL) AS memory)
FROM main.flags AS flags, range(1500) r (n) WHERE flag_id = 'long0';
