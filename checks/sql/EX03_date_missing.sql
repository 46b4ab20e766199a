/*
title = "No date of publication"
severity = "info"
since = "0.1.0"
sources = ["Trust Project: indicators (date of publication)", "schema.org: datePublished"]
ask = "When was this published?"
docs = '''
What it flags
The page declares no time of publication and prints none that could be read.

Why it matters
"On Friday", "last week" and "three years ago" cannot be checked without it, nor can a toll be compared with a later one.

How to resolve
Find the date on the page. Weekdays and ages in this story were not checked against the calendar.
'''

[[examples]]
html = '''
<html lang="en"><head><meta property="og:type" content="article"><title>Baths to close</title></head>
<body><article><h1>Baths to close</h1><p>The council of Eastmere voted on Monday to close the baths, the clerk said.</p>
<p>The building has been open for 41 years, and its roof leaks, according to a survey by the county.</p></article></body></html>'''
flags = ['''Baths to close''']

[[examples]]
html = '''
<html lang="en"><head><meta property="og:type" content="article"><title>Baths to close</title>
<meta property="article:published_time" content="2026-03-02T07:00:00Z"></head>
<body><article><h1>Baths to close</h1><p>The council of Eastmere voted on Monday to close the baths, the clerk said.</p>
<p>The building has been open for 41 years, and its roof leaks, according to a survey by the county.</p></article></body></html>'''
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
    'The page gives no date of publication, so its days and ages were not checked against the calendar.' AS message
FROM articles
INNER JOIN anchors ON articles.article_id = anchors.article_id
WHERE LIST_CONTAINS(articles.notes, 'date missing')
