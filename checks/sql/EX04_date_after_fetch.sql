/*
title = "Dated after it was fetched"
severity = "warning"
since = "0.1.0"
sources = ["schema.org: datePublished", "Google Search Central: Article dates (no future dates)"]
ask = "Which date is right? Look for a slip of day and month, or of the year."
docs = '''
What it flags
The date of publication lies more than a day after the page was fetched. (A day, because sites leave time zones out.)

Why it matters
A story cannot be read before it is published: the date is wrong, and every day reckoned from it is wrong too.

How to resolve
Compare with the page and the feed. Day and month changed about is the common slip.
'''

[[examples]]
html = '''
<html lang="en"><head><meta property="og:type" content="article"><title>Baths to close</title>
<meta property="article:published_time" content="2026-05-04T07:00:00Z"></head>
<body><article><h1>Baths to close</h1><p>The council of Eastmere voted on Monday to close the baths, the clerk said.</p>
<p>The building has been open for 41 years, and its roof leaks, according to a survey by the county.</p></article></body></html>'''
fetched = 2026-04-05T09:00:00Z
flags = ['''Baths to close''']

[[examples]]
html = '''
<html lang="en"><head><meta property="og:type" content="article"><title>Baths to close</title>
<meta property="article:published_time" content="2026-04-05T10:00:00Z"></head>
<body><article><h1>Baths to close</h1><p>The council of Eastmere voted on Monday to close the baths, the clerk said.</p>
<p>The building has been open for 41 years, and its roof leaks, according to a survey by the county.</p></article></body></html>'''
fetched = 2026-04-05T09:00:00Z
flags = []
*/
WITH anchors AS (
    SELECT
        article_id,
        ARG_MIN(claim_id, (CASE WHEN part = 'title' THEN 0 ELSE 1 END, span_start)) AS claim_id
    FROM claims
    GROUP BY article_id
)

SELECT
    anchors.claim_id,
    'The page is dated ' || STRFTIME(articles.published_on, '%-d %B %Y')
    || ' and was fetched on ' || STRFTIME(articles.fetched_at::TIMESTAMP, '%-d %B %Y') || '.' AS message
FROM articles
INNER JOIN anchors ON articles.article_id = anchors.article_id
WHERE articles.published_at > articles.fetched_at + INTERVAL 1 DAY
