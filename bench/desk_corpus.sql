-- A made-up warehouse: the pages numbered $first to $articles, of 25 sentences, a claim each, 16 in 100 flagged. Words are made of syllables.
CREATE OR REPLACE TEMP TABLE words AS
SELECT LIST(x || y || z ORDER BY HASH(x || y || z)) AS w
FROM (SELECT UNNEST(['ba', 'do', 'ke', 'li', 'mu', 'na', 'po', 'ra', 'si', 'tu', 've', 'zo']) AS x),
    (SELECT UNNEST(['b', 'd', 'l', 'm', 'n', 'r', 's', 't', 'v', 'k', 'g', 'p']) AS y),
    (SELECT UNNEST(['al', 'en', 'is', 'or', 'un', 'ay', 'et', 'im', 'od', 'ul', 'ac', 'ef', 'ig']) AS z);

CREATE OR REPLACE TEMP TABLE lines AS
SELECT
    n // 25 AS a,
    n % 25 AS position,
    LIST_AGGREGATE([w[1 + (HASH(n * 31 + k) % 1872)::INTEGER] FOR k IN RANGE(12)], 'string_agg', ' ') || ' ' || (n % 997) || ' people.'
        AS text
FROM RANGE($first * 25, $articles * 25) AS r (n), words;

CREATE OR REPLACE TEMP TABLE placed AS
SELECT
    a,
    position,
    text,
    LEFT(MD5('article' || a), 20) AS article_id,
    LEFT(MD5('sentence' || a || '-' || position), 20) AS sentence_id,
    LEFT(MD5('claim' || a || '-' || position), 20) AS claim_id,
    COALESCE(SUM(LENGTH(text) + 1) OVER (PARTITION BY a ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
        ::INTEGER AS span_start
FROM lines;

INSERT INTO main.articles (
    article_id, url, outlet, headline, standfirst, byline, language, published_at, modified_at, fetched_at, text, article_type,
    text_share, notes, run_seq, revision, is_current
)
SELECT
    article_id,
    'https://outlet' || (a % 60) || '.example/' || a,
    'Outlet ' || (a % 60),
    'Headline of page ' || a,
    '', '', 'en',
    TIMESTAMPTZ '2026-01-01 00:00:00+00' + TO_MINUTES(a), NULL, TIMESTAMPTZ '2026-01-01 00:00:00+00' + TO_MINUTES(a),
    STRING_AGG(text, CHR(10) ORDER BY position), 'news', 0.9, [], 1, 1, TRUE
FROM placed
GROUP BY a, article_id
ORDER BY a;

INSERT INTO main.pages
SELECT url, article_id, fetched_at, fetched_at, 1 FROM main.articles WHERE fetched_at >= TIMESTAMPTZ '2026-01-01 00:00:00+00' + TO_MINUTES($first);

INSERT INTO main.screenings SELECT article_id, '1', 'run-1', 1 FROM placed WHERE position = 0 ORDER BY a;

INSERT INTO main.sentences
SELECT article_id, sentence_id, position, position, 'body', 'text', span_start, span_start + LENGTH(text), text, 1
FROM placed ORDER BY a, position;

INSERT INTO main.claims
SELECT
    article_id, claim_id, sentence_id, 'text', span_start, span_start + LENGTH(text), text, 0.5, FALSE, NULL,
    CASE WHEN position % 5 = 0 THEN LEFT(MD5('attribution' || a || '-' || position), 20) END, 1,
    'https://outlet' || (a % 60) || '.example/' || a,
    'Outlet ' || (a % 60),
    TIMESTAMPTZ '2026-01-01 00:00:00+00' + TO_MINUTES(a),
    CASE WHEN position % 5 = 0 THEN text[1:5] END,
    CASE WHEN position % 5 = 0 THEN ['named_person', 'document', 'vague', 'unnamed_group'][1 + (a % 4)] END
FROM placed ORDER BY a, position;

INSERT INTO main.attributions BY NAME
SELECT
    article_id,
    LEFT(MD5('attribution' || a || '-' || position), 20) AS attribution_id,
    sentence_id,
    'text' AS part,
    [{'span_start': span_start, 'span_end': span_start + 5}] AS source,
    [{'span_start': span_start + 6, 'span_end': span_start + 10}] AS cue,
    [{'span_start': span_start + 11, 'span_end': span_start + LENGTH(text)}] AS content,
    text[1:5] AS source_text,
    text[7:10] AS cue_text,
    'indirect' AS kind,
    'speech' AS attribution_class,
    ['named_person', 'document', 'vague', 'unnamed_group'][1 + (a % 4)] AS source_kind,
    text[1:5] AS canonical_source,
    FALSE AS inherited,
    -- a person in four is named, one of them in every hundredth article
    CASE WHEN a % 4 = 0 THEN 'person ' || CASE WHEN a % 100 = 0 THEN 0 ELSE (a * 31 + position) % 5000 END END AS person_key
FROM placed WHERE position % 5 = 0 ORDER BY a, position;

INSERT INTO main.figures BY NAME
SELECT
    article_id,
    LEFT(MD5('figure' || a || '-' || position), 20) AS figure_id,
    sentence_id,
    'text' AS part,
    span_start + LENGTH(text) - 10 AS span_start,
    span_start + LENGTH(text) - 1 AS span_end,
    '7 people' AS text,
    (a + position) % 997 AS value,
    value AS low,
    value AS high,
    'exact' AS bound,
    'count' AS dimension,
    'count' AS unit,
    'people' AS unit_name,
    'people' AS counted,
    'people' AS counted_head,
    [] AS counted_modifiers,
    [] AS reads,
    FALSE AS quoted,
    CASE WHEN position % 5 = 0 THEN LEFT(MD5('attribution' || a || '-' || position), 20) END AS attribution_id
FROM placed ORDER BY a, position;

INSERT INTO main.flags
SELECT
    article_id, LEFT(MD5('flag' || a || '-' || position), 20),
    ['AT01', 'AT08', 'QT01', 'FG01', 'FG19', 'FG04', 'QT07', 'AT14'][1 + (a + position) % 8],
    ['info', 'warning', 'warning', 'critical'][1 + (a + position) % 4], claim_id, NULL, 'text', span_start + 3, span_start + 40,
    'A made-up flag.', CASE WHEN (a + position) % 8 = 3 THEN 'read as 7, recomputed 9' END,
    [{'article_id': article_id, 'part': 'text', 'span_start': span_start, 'span_end': span_start + 5, 'role': 'nearest source'}],
    '1', 'run-1', TIMESTAMPTZ '2026-01-01 00:00:00+00', NULL, 1,
    text,
    'https://outlet' || (a % 60) || '.example/' || a,
    'Outlet ' || (a % 60),
    TIMESTAMPTZ '2026-01-01 00:00:00+00' + TO_MINUTES(a),
    TRUE,
    FLAG_MEMORY(
        ['AT01', 'AT08', 'QT01', 'FG01', 'FG19', 'FG04', 'QT07', 'AT14'][1 + (a + position) % 8],
        text, 3, 40, CASE WHEN (a + position) % 8 = 3 THEN 'read as 7, recomputed 9' END
    )
FROM placed WHERE position % 25 < 4 ORDER BY a, position;

INSERT INTO main.checks
SELECT code, LOWER(code), 'The check ' || code, 'warning', 'Who says so?', 'What it flags: a figure.', ['A guide'], '1', 1
FROM UNNEST(['AT01', 'AT08', 'QT01', 'FG01', 'FG19', 'FG04', 'QT07', 'AT14']) AS c (code)
WHERE $first = 0;
