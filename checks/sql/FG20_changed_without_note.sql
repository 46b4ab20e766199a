/*
title = "Figure changed without a note"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Corrections, refiles, kills, repeats and embargoes",
  "BBC Editorial Guidelines 3.4.30 (correcting mistakes online)",
]
ask = "What changed, and does the page say so?"
docs = '''
What it flags
A figure that differs from an earlier revision of the same page, in a sentence that is otherwise word for word the same, when the
page says nowhere that it was corrected or updated.

Why it matters
Readers who saw the first figure, and outlets that copied it, never learn that it was wrong.

How to resolve
Add a note that says what was changed, when and why; mark a running toll as an update.
'''

[[examples]]
articles = [
  { url = "https://courier.example/fire", published = 2026-05-01T08:00:00Z, text = '''The fire at the mill killed 31 people, the mayor said.''' },
  { url = "https://courier.example/fire", published = 2026-05-01T18:00:00Z, text = '''The fire at the mill killed 44 people, the mayor said.''', flags = ['''44'''] },
]

[[examples]]
articles = [
  { url = "https://courier.example/mill", published = 2026-05-01T08:00:00Z, text = '''The fire at the mill killed 31 people, the mayor said.''' },
  { url = "https://courier.example/mill", published = 2026-05-01T18:00:00Z, text = '''The fire at the mill killed 44 people, the mayor said. This story has been updated with a new toll.''' },
]
*/
WITH dated AS (
    SELECT
        article_id,
        url,
        COALESCE(fetched_at, modified_at, published_at) AS seen_at
    FROM revisions.articles
    WHERE url <> ''
),

noted AS (
    SELECT DISTINCT article_id
    FROM sentences
    WHERE
        role = 'correction_note'
        OR REGEXP_MATCHES(
            text,
            '(?i)\b(correction|corrected|clarification|editor''s note|earlier version|updated? (at|on|with|to))'
        )
),

masked AS (
    SELECT
        figures.article_id,
        figures.figure_id,
        figures.sentence_id,
        figures.part,
        figures.span_start,
        figures.span_end,
        figures.text,
        figures.low,
        figures.high,
        SUBSTR(said.text, 1, figures.span_start - said.span_start)
        || '#'
        || SUBSTR(said.text, 1 + figures.span_end - said.span_start) AS frame
    FROM revisions.figures AS figures
    INNER JOIN revisions.sentences AS said
        ON figures.sentence_id = said.sentence_id AND figures.article_id = said.article_id
    WHERE figures.dimension NOT IN ('date', 'time')
),

changed AS (
    SELECT
        new.*,
        old.text AS old_text,
        old.article_id AS old_article,
        old.part AS old_part,
        old.span_start AS old_start,
        old.span_end AS old_end,
        ROW_NUMBER() OVER (PARTITION BY new.figure_id ORDER BY older.seen_at DESC, old.span_start ASC) AS rank
    FROM articles
    INNER JOIN dated AS newer ON articles.article_id = newer.article_id
    INNER JOIN dated AS older ON newer.url = older.url AND newer.seen_at > older.seen_at
    INNER JOIN masked AS new ON newer.article_id = new.article_id
    INNER JOIN masked AS old ON older.article_id = old.article_id AND new.frame = old.frame
    WHERE
        LENGTH(new.frame) > 20
        AND (new.high < old.low OR new.low > old.high)
        AND newer.article_id NOT IN (SELECT noted.article_id FROM noted)
)

SELECT
    claims.claim_id,
    changed.part,
    changed.span_start,
    changed.span_end,
    'An earlier revision said “' || changed.old_text || '” here; no note says that it was changed.' AS message,
    'reported "' || changed.text || '", earlier "' || changed.old_text || '" in the same sentence' AS reading,
    [
        {
            'article_id': changed.old_article,
            'part': changed.old_part,
            'span_start': changed.old_start,
            'span_end': changed.old_end,
            'role': 'earlier revision'
        }
    ] AS evidence
FROM changed
INNER JOIN claims ON changed.sentence_id = claims.sentence_id AND changed.article_id = claims.article_id
WHERE changed.rank = 1
