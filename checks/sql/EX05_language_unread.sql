/*
title = "A language that is not read"
severity = "warning"
since = "0.1.0"
sources = ["Copydesk: extraction honesty (what was left out is said)"]
ask = "Who on the desk reads this language?"
docs = '''
What it flags
The article is in a language for which Copydesk has no words of reporting and no grammar of figures.

Why it matters
Silence on such a story means that nothing was checked, not that nothing is wrong.

How to resolve
Give it to someone who reads the language. If the language was told wrongly, set it in sources.toml.
'''

[[examples]]
title = "Die Fähre fällt wieder aus"
text = '''
Die Fähre nach Norwal ist am Montag mit vier Stunden Verspätung ausgelaufen, weil sich die Rampe nicht schließen ließ.'''
language = "de"
flags = ['''Die Fähre fällt wieder aus''']

[[examples]]
title = "Ferry late again"
text = '''The Norvale ferry left four hours late on Monday after its ramp would not close.'''
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
    'Nothing in this story was checked: its language is not read (' || articles.language || ').' AS message
FROM articles, UNNEST(articles.notes) AS notes (note)
INNER JOIN anchors ON articles.article_id = anchors.article_id
WHERE notes.note LIKE 'language unread: %'
