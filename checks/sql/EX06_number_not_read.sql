/*
title = "Numbers that were not read"
severity = "info"
since = "0.1.0"
sources = ["Copydesk: extraction honesty (what was left out is said)"]
ask = "What do these numbers say? They were not compared with anything."
docs = '''
What it flags
The story has numbers in figures that Copydesk could not read as a quantity, a date or a time. Numbers after a capital word
("Article 5", "Section 21") are names and are left out.

Why it matters
An unread number takes part in no check: silence about it means nothing.

How to resolve
Read them yourself, then dismiss the flag. If one is written as other desks write it, send us the sentence.
'''

[[examples]]
title = "Rivals level at the half"
text = '''The visitors led by 12-9-4 in the last count of the evening, and the crowd went home content.'''
flags = ['''Rivals level at the half''']

[[examples]]
text = '''Der Rat zahlt nach 12-9-4 Stimmen alles.'''
language = "de"
flags = []

[[examples]]
text = '''Under Article 5 of the treaty the council pays 12 million dollars, the clerk said on 3 May.'''
flags = []
*/
WITH anchors AS (
    SELECT
        article_id,
        ARG_MIN(claim_id, (CASE WHEN part = 'title' THEN 0 ELSE 1 END, span_start)) AS claim_id
    FROM claims
    GROUP BY article_id
),

numbers AS (
    SELECT
        sentences.article_id,
        sentences.sentence_id,
        sentences.part,
        sentences.span_start,
        sentences.text,
        found.number
    FROM sentences,
        UNNEST(
            REGEXP_EXTRACT_ALL(
                sentences.text,
                '(?:^|\b[a-z]+[,;:]?\s)[“"(]?[£$€]?(\d[\d.,:/-]*\d|\d)(?:[\s)”",.;:?!]|$)',
                1
            )
        ) AS found (number)
    INNER JOIN articles ON sentences.article_id = articles.article_id
    WHERE
        sentences.role IN ('body', 'list_item', 'key_point', 'headline', 'standfirst')
        AND found.number <> '9/11'
        AND NOT LIST_CONTAINS(articles.notes, 'language unread: ' || articles.language)
),

unread AS (
    SELECT
        numbers.article_id,
        COUNT(*) AS total,
        LIST(numbers.number ORDER BY numbers.part, numbers.span_start) AS words,
        LIST(
            {
                'article_id': numbers.article_id,
                'part': numbers.part,
                'span_start': numbers.span_start + STRPOS(numbers.text, numbers.number) - 1,
                'span_end': numbers.span_start + STRPOS(numbers.text, numbers.number) - 1 + LENGTH(numbers.number),
                'role': 'number not read'
            } ORDER BY numbers.part, numbers.span_start
        ) AS evidence
    FROM numbers
    ANTI JOIN figures
        ON numbers.sentence_id = figures.sentence_id AND CONTAINS(figures.text, numbers.number)
    GROUP BY numbers.article_id
)

SELECT
    anchors.claim_id,
    CASE WHEN unread.total = 1 THEN 'One number was' ELSE unread.total || ' numbers were' END
    || ' not read: ' || ARRAY_TO_STRING(unread.words[:5], ', ') || '.' AS message,
    unread.evidence
FROM unread
INNER JOIN anchors ON unread.article_id = anchors.article_id
