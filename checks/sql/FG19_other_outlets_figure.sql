/*
title = "Other outlets give another figure"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Accuracy (conflicting tolls)",
  "AP Stylebook: casualties",
]
ask = "Which toll is right, and as of when?"
docs = '''
What it flags
A toll of dead, injured, missing, arrested or evacuated people, or another figure of the same thing after the same verb, that another
outlet gives otherwise on the same day or the day before or after. The two stories must share a name of their leads and two telling
words of their headlines, or three names. Figures of other places, other days or other named sources, and "at least", are left alone;
a later, larger figure is an update and only a note.

Why it matters
When outlets disagree on the same event, at least one of them is out of date or wrong.

How to resolve
Look for who counted and when, and say so: "as of Friday evening, the health ministry said".
'''

[[examples]]
articles = [
  { url = "https://courier.example/ferry", outlet = "Courier", published = 2026-05-01T18:00:00Z, title = '''Ferry sinks off Norvale island''', text = '''The sinking of the ferry off Norvale killed 12 people on Friday, the coast guard said.''', flags = ['''12'''] },
  { url = "https://herald.example/ferry", outlet = "Herald", published = 2026-05-01T09:00:00Z, title = '''Ferry disaster off Norvale''', text = '''The ferry that sank off Norvale killed 21 people, the coast guard said on Friday.''', flags = ['''21'''] },
]

[[examples]]
articles = [
  { url = "https://courier.example/charter", outlet = "Courier", published = 2026-05-01T18:00:00Z, title = '''Prosecutors publish charter indictment''', text = '''In Norvale, prosecutors published 48 pages against the harbour board on Friday.''', flags = ['''48'''] },
  { url = "https://herald.example/charter", outlet = "Herald", published = 2026-05-01T19:00:00Z, title = '''Indictment over charter shakes Norvale''', text = '''The public prosecutors in Norvale published 47 pages against the board of the harbour.''', flags = ['''47'''] },
]

[[examples]]
articles = [
  { url = "https://courier.example/storm", outlet = "Courier", published = 2026-05-01T18:00:00Z, title = '''Storm hits Norvale harbour''', text = '''The storm in the harbour of Norvale killed 12 people, the coast guard said.''' },
  { url = "https://herald.example/rail", outlet = "Herald", published = 2026-05-01T09:00:00Z, title = '''Train derails near Halden''', text = '''The derailment near Halden killed 21 people, the railway said.''' },
]

[[examples]]
articles = [
  { url = "https://courier.example/quake", outlet = "Courier", published = 2026-05-01T18:00:00Z, title = '''Quake shakes villages in Orsk hills''', text = '''The quake in the hills near Orsk killed at least 12 people, the coast guard said.''' },
  { url = "https://herald.example/quake", outlet = "Herald", published = 2026-05-01T19:00:00Z, title = '''Villages in Orsk hills lie in ruins after quake''', text = '''The quake in the hills near Orsk killed 21 people, the coast guard said.''' },
]

[[examples]]
articles = [
  { url = "https://courier.example/fire", outlet = "Courier", published = 2026-05-01T18:00:00Z, title = '''Mill fire in Merrin leaves families mourning''', text = '''The fire at the mill near Merrin killed 12 people, the mayor said.''' },
  { url = "https://herald.example/fire", outlet = "Herald", published = 2026-05-01T09:00:00Z, title = '''Families mourning after Merrin mill fire''', text = '''The fire at the mill near Merrin killed 21 people, the hospital said.''' },
]
*/
WITH told AS (
    SELECT
        figures.article_id,
        figures.figure_id,
        figures.sentence_id,
        figures.part,
        figures.span_start,
        figures.span_end,
        figures.text,
        figures.value,
        figures.low,
        figures.high,
        figures.unit,
        figures.event,
        figures.place,
        figures.time_start,
        articles.outlet,
        articles.published_at,
        figures.event IN ('death', 'injury', 'missing', 'arrest', 'evacuated') AS is_toll,
        LOWER(REGEXP_EXTRACT(COALESCE(figures.counted, ''), '(\w{4,})\W*$', 1)) AS noun,
        LOWER(
            REGEXP_EXTRACT(COALESCE(attributions.canonical_source, attributions.source_text, ''), '(\w+)\W*$', 1)
        ) AS source,
        LOWER(REGEXP_EXTRACT(said.text, '(?i)\b(?:as of|by|until)\s+\w+\s+\w+')) AS cut_off,
        LIST_DISTINCT(REGEXP_EXTRACT_ALL(LOWER(articles.headline), '[a-z]{5,}')) AS words,
        -- names within sentences: a capital at their beginning tells nothing
        LIST_DISTINCT(
            REGEXP_EXTRACT_ALL(SUBSTR(articles.text, 1, 600) || ' ' || said.text, '[a-z,] ([A-Z][a-z]{2,})', 1)
        ) AS names
    FROM corpus.figures AS figures
    INNER JOIN corpus.articles AS articles ON figures.article_id = articles.article_id
    INNER JOIN corpus.sentences AS said
        ON figures.sentence_id = said.sentence_id AND figures.article_id = said.article_id
    LEFT JOIN corpus.attributions AS attributions
        ON figures.attribution_id = attributions.attribution_id AND figures.article_id = attributions.article_id
    WHERE
        EPOCH(articles.published_at) BETWEEN
        (SELECT MIN(EPOCH(due.published_at)) - 36 * 3600 FROM articles AS due)
        AND (SELECT MAX(EPOCH(due.published_at)) + 36 * 3600 FROM articles AS due)
        AND figures.dimension IN ('count', 'currency')
        AND figures.bound IN ('exact', 'about')
        AND figures.part = 'text'
        AND figures.value > 1
        AND figures.event NOT IN ('be', 'have', 'say', 'do', 'make', 'get', 'go', 'take', 'give', 'see', 'include')
        AND NOT LIST_HAS_ANY(
            figures.reads, ['subset', 'earlier', 'comparison', 'conditional', 'negated', 'question', 'revised']
        )
),

-- of a toll the largest; of another thing only one that the story gives one value
main_figures AS (
    SELECT *
    FROM told
    WHERE is_toll OR noun <> ''
    QUALIFY
        ROW_NUMBER() OVER (
            PARTITION BY article_id, event, unit, CASE WHEN is_toll THEN '' ELSE noun END
            ORDER BY value DESC, span_start ASC
        ) = 1
        AND (
            is_toll
            OR MIN(value) OVER (PARTITION BY article_id, event, unit, noun)
            = MAX(value) OVER (PARTITION BY article_id, event, unit, noun)
        )
),

pairs AS (
    SELECT
        mine.*,
        other.article_id AS other_article,
        other.text AS other_text,
        other.value AS other_value,
        other.part AS other_part,
        other.span_start AS other_start,
        other.span_end AS other_end,
        other.outlet AS other_outlet,
        other.published_at AS other_at,
        LIST_INTERSECT(mine.names, other.names) AS names_shared,
        LIST_INTERSECT(mine.words, other.words) AS words_shared
    FROM main_figures AS mine
    INNER JOIN articles AS due ON mine.article_id = due.article_id
    INNER JOIN main_figures AS other
        ON
            mine.event = other.event
            AND mine.unit = other.unit
            AND mine.outlet <> other.outlet
            AND (mine.is_toll OR mine.noun = other.noun)
            AND (mine.high < other.low OR mine.low > other.high)
            AND ABS(DATE_DIFF('hour', mine.published_at, other.published_at)) <= 36
    WHERE
        (mine.place IS NULL OR other.place IS NULL OR mine.place = other.place)
        AND (mine.time_start IS NULL OR other.time_start IS NULL OR mine.time_start = other.time_start)
        AND (mine.source = '' OR other.source = '' OR mine.source = other.source)
        AND mine.cut_off = other.cut_off
),

aligned AS (
    SELECT
        pairs.*,
        LENGTH(pairs.names_shared) - LENGTH(
            LIST_INTERSECT(
                pairs.names_shared,
                [
                    'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday', 'January', 'February',
                    'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
                    'Jan', 'Feb', 'Aug', 'Sept', 'Oct', 'Nov', 'Dec', 'The', 'But', 'And', 'President'
                ]
            )
        ) AS names_alike,
        -- a date without its time says nothing of the order within the day
        FLOOR(EPOCH(pairs.published_at) / 86400) = FLOOR(EPOCH(pairs.other_at) / 86400)
        AND (
            pairs.published_at = pairs.other_at
            OR EPOCH(pairs.published_at) % 86400 = 0
            OR EPOCH(pairs.other_at) % 86400 = 0
        ) AS is_undated
    FROM pairs
)

SELECT
    claims.claim_id,
    aligned.part,
    aligned.span_start,
    aligned.span_end,
    aligned.other_outlet || ' gives “' || aligned.other_text || '” for what looks like the same '
    || CASE WHEN aligned.is_toll THEN 'toll.' ELSE 'thing.' END AS message,
    'reported "' || aligned.text || '"; '
    || aligned.other_outlet || ' reported "' || aligned.other_text || '"' AS reading,
    CASE
        WHEN
            NOT aligned.is_undated
            AND (aligned.published_at > aligned.other_at) = (aligned.value > aligned.other_value)
            THEN 'info'
        ELSE 'warning'
    END AS severity,
    [
        {
            'article_id': aligned.other_article,
            'part': aligned.other_part,
            'span_start': aligned.other_start,
            'span_end': aligned.other_end,
            'role': 'other outlet'
        }
    ] AS evidence
FROM aligned
INNER JOIN claims ON aligned.sentence_id = claims.sentence_id AND aligned.article_id = claims.article_id
WHERE aligned.names_alike >= 3 OR (aligned.names_alike >= 1 AND LENGTH(aligned.words_shared) >= 2)
QUALIFY
    ROW_NUMBER() OVER (
        PARTITION BY aligned.figure_id
        ORDER BY aligned.other_at DESC, aligned.other_article ASC, aligned.other_start ASC
    ) = 1
