/*
title = "The text may be cut"
severity = "info"
since = "0.1.0"
sources = ["Copydesk: extraction honesty (what was left out is said)"]
ask = "Is the whole story here? Compare it with the page before you trust what is missing."
docs = '''
What it flags
Paragraphs with figures or quotations stand in the article's part of the page and were not read, or less than seven tenths of its
prose was kept, or less than 65 % of the text that was found, or the page declares many more words. Where the page
declares paid access, that is said.

Why it matters
A source or a second figure that was not read cannot answer for the first: other flags on this story may be wrong.

How to resolve
Open the page. If the text is whole there, dismiss the flags that the missing part answers with the reason "extraction fault".
'''

[[examples]]
html = '''
<html lang="en"><head><meta property="og:type" content="article"><title>Ferry late again</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry late again", "wordCount": 640,
"isAccessibleForFree": false, "datePublished": "2026-03-02T07:00:00Z"}</script></head>
<body><article><h1>Ferry late again</h1>
<p>The Norvale ferry left four hours late on Monday after its ramp would not close, the harbour office said.</p>
<p>It was the third failure since January, and about 60 passengers spent the morning in the waiting room.</p>
</article></body></html>'''
flags = ['''Ferry late again''']

[[examples]]
html = '''
<html lang="en"><head><meta property="og:type" content="article"><title>Ferry late again</title>
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Ferry late again", "wordCount": 38,
"datePublished": "2026-03-02T07:00:00Z"}</script></head>
<body><article><h1>Ferry late again</h1>
<p>The Norvale ferry left four hours late on Monday after its ramp would not close, the harbour office said.</p>
<p>It was the third failure since January, and about 60 passengers spent the morning in the waiting room.</p>
</article></body></html>'''
flags = []
*/
WITH anchors AS (
    SELECT
        article_id,
        ARG_MIN(claim_id, (CASE WHEN part = 'title' THEN 0 ELSE 1 END, span_start)) AS claim_id
    FROM claims
    GROUP BY article_id
),

told AS (
    SELECT
        articles.article_id,
        STRING_AGG(notes.note, '; ') FILTER (WHERE REGEXP_MATCHES(notes.note, '^(dropped|cut|kept): ')) AS cuts,
        BOOL_OR(notes.note = 'paid access declared') AS is_paid
    FROM articles, UNNEST(articles.notes) AS notes (note)
    GROUP BY articles.article_id
)

SELECT
    anchors.claim_id,
    'The text may be cut'
    || CASE WHEN told.is_paid THEN ' (the page declares paid access)' ELSE '' END
    || COALESCE(': ' || told.cuts, '')
    || CASE
        WHEN articles.text_share < 0.7
            THEN '; ' || ROUND(100 * articles.text_share)::INTEGER || ' % of its prose was kept'
        ELSE ''
    END
    || '.' AS message
FROM articles
INNER JOIN anchors ON articles.article_id = anchors.article_id
LEFT JOIN told ON articles.article_id = told.article_id
WHERE told.cuts IS NOT NULL OR articles.text_share < 0.7
