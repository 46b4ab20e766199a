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
A quotation of the same speaker that reads otherwise in another outlet of the same story, or in an earlier revision of this page. What is
house style is left alone: British or American spelling, contractions, number words, per cent, joined or split compounds, Shia or Shiite,
Daesh or ISIL, names spelled nearly alike, brackets, marked cuts and cut ends. Light words, their order and inflections are a note.
Everything else is another meaning: negation, quantity, numbers and tense always. An edit that the page owns up to is left alone.

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

[[examples]]
articles = [
    { url = '''https://north.example/wall''', outlet = '''North Post''', title = '''Harbour wall to be rebuilt in Osk''', text = '''“We won’t leave the harbour wall of Osk as it is,” said Mara Lind, the mayor.''' },
    { url = '''https://south.example/wall''', outlet = '''South Mail''', title = '''Osk to rebuild harbour wall''', text = '''“We will not leave the harbor wall of Osk as it is,” said Mara Lind.''' },
]
*/
WITH near AS (
    SELECT
        articles.article_id,
        articles.url,
        articles.outlet,
        stories.story_id,
        articles.article_id IN (SELECT pages.article_id FROM main.pages) AS is_current
    FROM kin.articles AS articles
    LEFT JOIN kin.story_articles AS stories ON articles.article_id = stories.article_id
),

spoken AS MATERIALIZED (
    SELECT
        quotations.article_id,
        quotations.sentence_id,
        quotations.part,
        quotations.span_start,
        quotations.span_end,
        quotations.text,
        near.url,
        near.outlet,
        near.story_id,
        near.is_current,
        LOWER(
            REGEXP_EXTRACT(COALESCE(attributions.canonical_source, attributions.source_text, ''), '(\w+)\W*$', 1)
        ) AS speaker,
        FOLDED_QUOTATION(quotations.text, word_kinds.standards) AS folded
    FROM kin.quotations AS quotations
    INNER JOIN near ON quotations.article_id = near.article_id
    INNER JOIN main.word_kinds ON TRUE
    LEFT JOIN kin.attributions AS attributions
        ON quotations.article_id = attributions.article_id AND quotations.attribution_id = attributions.attribution_id
    WHERE LENGTH(quotations.text) - LENGTH(REPLACE(quotations.text, ' ', '')) >= 5
),

wordings AS MATERIALIZED (
    SELECT
        spoken.*,
        ARRAY_TO_STRING(spoken.folded.words, ' ') AS joined
    FROM spoken
),

keyed AS (
    SELECT
        wordings.*,
        UNNEST([
            ARRAY_TO_STRING(wordings.folded.words[1:3], ' '),
            ARRAY_TO_STRING(wordings.folded.words[-3:], ' ')
        ]) AS words_shared
    FROM wordings
),

-- a revision that says that it was changed
noted AS (
    SELECT changes.article_id
    FROM changes
    WHERE BRINGS_NOTE(changes)
),

pairs AS MATERIALIZED (
    SELECT DISTINCT
        mine.article_id,
        mine.sentence_id,
        mine.part,
        mine.span_start,
        mine.span_end,
        mine.text,
        other.article_id AS other_article_id,
        other.sentence_id AS other_sentence_id,
        other.part AS other_part,
        other.span_start AS other_start,
        other.span_end AS other_end,
        other.text AS other_text,
        other.outlet AS other_outlet,
        mine.url = other.url AS same_page
    FROM keyed AS mine
    INNER JOIN keyed AS other ON mine.words_shared = other.words_shared AND mine.joined <> other.joined
    -- where one article has both wordings, they are two quotations
    ANTI JOIN wordings AS kept ON other.article_id = kept.article_id AND mine.joined = kept.joined
    ANTI JOIN wordings AS held ON mine.article_id = held.article_id AND other.joined = held.joined
    WHERE
        mine.article_id IN (SELECT articles.article_id FROM articles)
        AND mine.article_id <> other.article_id
        AND (mine.url = other.url OR (mine.story_id = other.story_id AND other.is_current))
        AND NOT (mine.url = other.url AND mine.article_id IN (SELECT noted.article_id FROM noted))
        AND (mine.speaker = other.speaker OR mine.speaker = '' OR other.speaker = '')
),

-- two wordings are compared once, however many articles have them
folded AS MATERIALIZED (
    SELECT
        text,
        ANY_VALUE(folded) AS folded,
        ANY_VALUE(joined) AS joined
    FROM wordings
    GROUP BY text
),

alike AS MATERIALIZED (
    SELECT
        compared.*,
        mine.folded AS mine,
        other.folded AS other,
        WORDS_ALONE(mine.folded, other.folded) AS alone
    FROM (
        SELECT DISTINCT
            text,
            other_text
        FROM pairs
    ) AS compared
    INNER JOIN folded AS mine ON compared.text = mine.text
    INNER JOIN folded AS other ON compared.other_text = other.text
    WHERE LEVENSHTEIN(mine.joined, other.joined) <= 0.3 * LEAST(LENGTH(mine.joined), LENGTH(other.joined))
),

judged AS MATERIALIZED (
    SELECT
        alike.text,
        alike.other_text,
        QUOTATIONS_APART(alike.mine, alike.other, alike.alone, word_kinds) AS how
    FROM alike
    INNER JOIN main.word_kinds ON TRUE
),

apart AS (
    SELECT
        pairs.*,
        judged.how
    FROM pairs
    INNER JOIN judged ON pairs.text = judged.text AND pairs.other_text = judged.other_text
)

SELECT
    claims.claim_id,
    MIN(other_claims.claim_id) AS other_claim_id,
    apart.part,
    apart.span_start,
    apart.span_end,
    CASE WHEN BOOL_OR(apart.how = 'meaning') THEN 'critical' ELSE 'info' END AS severity,
    CASE
        WHEN BOOL_OR(apart.same_page) THEN 'An earlier revision of this page had this quotation otherwise.'
        ELSE MIN(COALESCE(NULLIF(apart.other_outlet, ''), 'Another article')) || ' has this quotation otherwise.'
    END AS message,
    'read there as “' || MIN(apart.other_text) || '”' AS reading,
    LIST({
        'article_id': apart.other_article_id,
        'part': apart.other_part,
        'span_start': apart.other_start,
        'span_end': apart.other_end,
        'role': 'other wording'
    } ORDER BY apart.other_article_id ASC, apart.other_start ASC) AS evidence
FROM apart
INNER JOIN claims ON apart.article_id = claims.article_id AND apart.sentence_id = claims.sentence_id
LEFT JOIN kin.claims AS other_claims
    ON apart.other_article_id = other_claims.article_id AND apart.other_sentence_id = other_claims.sentence_id
WHERE apart.how IS NOT NULL
GROUP BY claims.claim_id, apart.part, apart.span_start, apart.span_end
