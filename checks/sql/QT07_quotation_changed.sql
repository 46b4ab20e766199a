/*
title = "Quotation changed"
severity = "critical"
since = "0.1.0"
sources = [
  "AP Stylebook: quotations in the news",
  "Reuters Handbook of Journalism: Quotes",
  "BBC Editorial Guidelines 3.3 (Accuracy: quotations)",
]
ask = "Which wording is the true one?"
docs = '''
What it flags
The same quotation of the same speaker reads otherwise in another outlet, or in an earlier revision of this page.
Shortened quotations, marked cuts and spelling are left alone.

Why it matters
Quotation marks promise the very words. Two wordings cannot both be true, and a quiet change hides which one was
wrong.

How to resolve
Hold both against the recording or the transcript, mend the wrong one and say that it was mended.
'''

[[examples]]
articles = [
    { url = '''https://north.example/ferry''', outlet = '''North Post''', text = '''“We will never close the ferry while I am in office,” said Mara Lind, the mayor.''', flags = ['''We will never close the ferry while I am in office,'''] },
    { url = '''https://south.example/ferry''', outlet = '''South Mail''', text = '''“We will not close the ferry while I am in office,” said Mara Lind.''', flags = ['''We will not close the ferry while I am in office,'''] },
]

[[examples]]
articles = [
    { url = '''https://north.example/ferry''', outlet = '''North Post''', text = '''“We will never close the ferry while I am in office,” said Mara Lind, the mayor.''', flags = [] },
    { url = '''https://south.example/ferry''', outlet = '''South Mail''', text = '''“We will never close the ferry,” said Mara Lind. “The bridge is another matter.”''', flags = [] },
]
*/
WITH wordings AS (
    SELECT
        quotations.article_id,
        quotations.quotation_id,
        quotations.sentence_id,
        quotations.part,
        quotations.span_start,
        quotations.span_end,
        quotations.text,
        articles.url,
        articles.outlet,
        articles.article_id IN (SELECT pages.article_id FROM corpus.articles AS pages) AS is_current,
        LOWER(
            REGEXP_EXTRACT(COALESCE(attributions.canonical_source, attributions.source_text, ''), '(\w+)\W*$', 1)
        ) AS speaker,
        -- case, punctuation and British or American spelling are the outlet's, not the speaker's
        TRIM(
            REGEXP_REPLACE(
                REGEXP_REPLACE(
                    REGEXP_REPLACE(LOWER(quotations.text), '[’'']', '', 'g'),
                    '\W+', ' ', 'g'
                ),
                '(\w\w)(?:our|or|i[sz](?:e|ed|ing|ation))\b', '\1', 'g'
            )
        ) AS words
    FROM revisions.quotations AS quotations
    INNER JOIN revisions.articles AS articles ON quotations.article_id = articles.article_id
    LEFT JOIN revisions.attributions AS attributions
        ON quotations.article_id = attributions.article_id AND quotations.attribution_id = attributions.attribution_id
    WHERE
        NOT CONTAINS(quotations.text, '[')
        AND NOT CONTAINS(quotations.text, '…')
        AND NOT CONTAINS(quotations.text, '...')
),

keyed AS (
    SELECT
        wordings.*,
        UNNEST([
            ARRAY_TO_STRING(STRING_SPLIT(wordings.words, ' ')[1:3], ' '),
            ARRAY_TO_STRING(STRING_SPLIT(wordings.words, ' ')[-3:], ' ')
        ]) AS words_shared
    FROM wordings
    WHERE LENGTH(wordings.words) - LENGTH(REPLACE(wordings.words, ' ', '')) >= 5
),

pairs AS (
    SELECT DISTINCT
        mine.article_id,
        mine.sentence_id,
        mine.part,
        mine.span_start,
        mine.span_end,
        other.article_id AS other_article_id,
        other.sentence_id AS other_sentence_id,
        other.part AS other_part,
        other.span_start AS other_start,
        other.span_end AS other_end,
        other.text AS other_text,
        other.outlet AS other_outlet,
        mine.url = other.url AS same_page
    FROM keyed AS mine
    INNER JOIN keyed AS other ON mine.words_shared = other.words_shared
    WHERE
        mine.article_id IN (SELECT articles.article_id FROM articles)
        AND mine.article_id <> other.article_id
        AND (mine.url = other.url OR other.is_current)
        AND (mine.speaker = other.speaker OR mine.speaker = '' OR other.speaker = '')
        AND mine.words <> other.words
        AND NOT CONTAINS(mine.words, other.words)
        AND NOT CONTAINS(other.words, mine.words)
        AND LEVENSHTEIN(mine.words, other.words) <= 0.3 * LEAST(LENGTH(mine.words), LENGTH(other.words))
        AND NOT EXISTS (
            SELECT 1
            FROM wordings AS kept
            WHERE
                (kept.article_id = other.article_id AND kept.words = mine.words)
                OR (kept.article_id = mine.article_id AND kept.words = other.words)
        )
)

SELECT
    claims.claim_id,
    MIN(other_claims.claim_id) AS other_claim_id,
    pairs.part,
    pairs.span_start,
    pairs.span_end,
    CASE
        WHEN BOOL_OR(pairs.same_page) THEN 'An earlier revision of this page had this quotation otherwise.'
        ELSE MIN(COALESCE(NULLIF(pairs.other_outlet, ''), 'Another article')) || ' has this quotation otherwise.'
    END AS message,
    'read there as “' || MIN(pairs.other_text) || '”' AS reading,
    LIST({
        'article_id': pairs.other_article_id,
        'part': pairs.other_part,
        'span_start': pairs.other_start,
        'span_end': pairs.other_end,
        'role': 'other wording'
    } ORDER BY pairs.other_article_id ASC, pairs.other_start ASC) AS evidence
FROM pairs
INNER JOIN claims ON pairs.article_id = claims.article_id AND pairs.sentence_id = claims.sentence_id
LEFT JOIN revisions.claims AS other_claims
    ON pairs.other_article_id = other_claims.article_id AND pairs.other_sentence_id = other_claims.sentence_id
GROUP BY claims.claim_id, pairs.part, pairs.span_start, pairs.span_end
