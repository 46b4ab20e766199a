/*
title = "Page furniture in the text"
severity = "info"
since = "0.1.0"
sources = ["Copydesk: extraction honesty (what was left out is said)"]
ask = "Is this the story, or the page around it?"
docs = '''
What it flags
Three or more paragraphs of the text are the page's furniture: by-lines, credits, calls to subscribe, notices of rights.

Why it matters
Where furniture got in, other things that are not the story may have got in too. The furniture itself is never checked.

How to resolve
Look at the page. If the text holds another story's words, dismiss the flags on them with the reason "extraction fault".
'''

[[examples]]
text = '''
By Ines Calder

The council of Eastmere voted on Monday to close the baths.

Advertisement

Sign up for our newsletter and never miss an alert.

All rights reserved.'''
flags = ['''The council of Eastmere voted on Monday to close the baths.''']

[[examples]]
text = '''
By Ines Calder

The council of Eastmere voted on Monday to close the baths.'''
flags = []
*/
WITH anchors AS (
    SELECT
        article_id,
        ARG_MIN(claim_id, (CASE WHEN part = 'title' THEN 0 ELSE 1 END, span_start)) AS claim_id
    FROM claims
    GROUP BY article_id
),

furniture AS (
    SELECT
        articles.article_id,
        REGEXP_EXTRACT(notes.note, '^furniture: (\d+)$', 1) AS paragraphs
    FROM articles, UNNEST(articles.notes) AS notes (note)
    WHERE notes.note LIKE 'furniture: %'
)

SELECT
    anchors.claim_id,
    furniture.paragraphs || ' paragraphs of the text are page furniture and were not checked.' AS message
FROM furniture
INNER JOIN anchors ON furniture.article_id = anchors.article_id
WHERE furniture.paragraphs::INTEGER >= 3
