/*
title = "Figure, quotation or source changed without a note"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Corrections, refiles, kills, repeats and embargoes",
  "BBC Editorial Guidelines 3.4.30 (correcting mistakes online)",
]
ask = "What changed, and does the page say so?"
docs = '''
What it flags
A figure, a short quotation or the source of a statement that differs from an earlier revision of the same page, in a sentence that is
otherwise word for word the same, when the page says nowhere that it was corrected or updated. A source that is only named more or less
fully is left alone, and so are quotations of six words or more that were altered: “Quotation changed” asks about those.

Why it matters
Readers who saw the first wording, and outlets that copied it, never learn that it was wrong.

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

[[examples]]
articles = [
  { url = "https://courier.example/dock", published = 2026-05-01T08:00:00Z, text = '''The dock will close in June, the mayor of Norvale said. The tax is “a bad joke,” said Mara Lind.''' },
  { url = "https://courier.example/dock", published = 2026-05-01T18:00:00Z, text = '''The dock will close in June, the harbour board said. The tax is “a cruel joke,” said Mara Lind.''', flags = ['''the harbour board''', '''a cruel joke,'''] },
]

[[examples]]
articles = [
  { url = "https://courier.example/quay", published = 2026-05-01T08:00:00Z, text = '''The quay will close in June, Lind said. The tax is “a bad joke,” said Ana Petrov.''' },
  { url = "https://courier.example/quay", published = 2026-05-01T18:00:00Z, text = '''The quay will close in June, Mara Lind said. The tax is “a bad joke,” said Ana Petrov.''' },
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

things AS (
    SELECT
        article_id,
        'figure' AS kind,
        figure_id AS thing_id,
        sentence_id,
        part,
        span_start,
        span_end,
        text,
        low,
        high,
        '' AS words
    FROM revisions.figures
    WHERE dimension NOT IN ('date', 'time')
    UNION ALL
    SELECT
        article_id,
        'quotation' AS kind,
        quotation_id AS thing_id,
        sentence_id,
        part,
        span_start,
        span_end,
        text,
        NULL AS low,
        NULL AS high,
        TRIM(REGEXP_REPLACE(LOWER(text), '\W+', ' ', 'g')) AS words
    FROM revisions.quotations
    UNION ALL
    SELECT
        article_id,
        'source' AS kind,
        attribution_id AS thing_id,
        sentence_id,
        part,
        source[1].span_start AS span_start,
        source[1].span_end AS span_end,
        source_text AS text,
        NULL AS low,
        NULL AS high,
        TRIM(REGEXP_REPLACE(LOWER(source_text), '\W+', ' ', 'g')) AS words
    FROM revisions.attributions
    WHERE LENGTH(source) = 1 AND LOWER(source_text) NOT IN ('he', 'she', 'they', 'it', 'who', 'which')
),

masked AS (
    SELECT
        things.*,
        SUBSTR(said.text, 1, things.span_start - said.span_start)
        || '#'
        || SUBSTR(said.text, 1 + things.span_end - said.span_start) AS frame
    FROM things
    INNER JOIN revisions.sentences AS said
        ON things.sentence_id = said.sentence_id AND things.article_id = said.article_id
    WHERE things.span_start >= said.span_start AND things.span_end <= said.span_end
),

changed AS (
    SELECT
        new.*,
        old.text AS old_text,
        old.article_id AS old_article,
        old.part AS old_part,
        old.span_start AS old_start,
        old.span_end AS old_end
    FROM articles
    INNER JOIN dated AS newer ON articles.article_id = newer.article_id
    INNER JOIN dated AS older ON newer.url = older.url AND newer.seen_at > older.seen_at
    INNER JOIN masked AS new ON newer.article_id = new.article_id
    INNER JOIN masked AS old
        ON older.article_id = old.article_id AND new.kind = old.kind AND new.part = old.part AND new.frame = old.frame
    WHERE
        LENGTH(new.frame) > 20
        AND newer.article_id NOT IN (SELECT noted.article_id FROM noted)
        AND CASE new.kind
            WHEN 'figure' THEN new.high < old.low OR new.low > old.high
            WHEN 'quotation'
                THEN
                    new.words <> old.words
                    AND (
                        LENGTH(new.words) - LENGTH(REPLACE(new.words, ' ', '')) < 5
                        OR LEVENSHTEIN(new.words, old.words) > 0.3 * LEAST(LENGTH(new.words), LENGTH(old.words))
                    )
            ELSE NOT CONTAINS(new.words, old.words) AND NOT CONTAINS(old.words, new.words)
        END
    QUALIFY
        ROW_NUMBER() OVER (
            PARTITION BY new.kind, new.part, new.span_start, new.article_id
            ORDER BY older.seen_at DESC, old.span_start ASC, old.thing_id ASC
        ) = 1
)

SELECT
    claims.claim_id,
    changed.part,
    changed.span_start,
    changed.span_end,
    'An earlier revision ' || CASE changed.kind WHEN 'source' THEN 'named' ELSE 'said' END
    || ' “' || changed.old_text || '” here; no note says that it was changed.' AS message,
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
