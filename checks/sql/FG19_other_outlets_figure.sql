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
A toll of dead, injured, missing, arrested or evacuated people that another outlet gives otherwise on the same day or the day before or
after, in a story whose headline shares at least two telling words. A later, larger toll is an update and only a note; "at least" is
kept as it is meant.

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
  { url = "https://courier.example/storm", outlet = "Courier", published = 2026-05-01T18:00:00Z, title = '''Storm hits Norvale harbour''', text = '''The storm in the harbour of Norvale killed 12 people, the coast guard said.''' },
  { url = "https://herald.example/rail", outlet = "Herald", published = 2026-05-01T09:00:00Z, title = '''Train derails near Halden''', text = '''The derailment near Halden killed 21 people, the railway said.''' },
]
*/
WITH told AS (
    SELECT
        articles.article_id,
        articles.outlet,
        articles.published_at,
        LIST_DISTINCT(REGEXP_EXTRACT_ALL(LOWER(articles.headline), '[a-z]{5,}')) AS words
    FROM corpus.articles AS articles
    WHERE articles.published_at IS NOT NULL AND articles.headline <> ''
),

tolls AS (
    SELECT
        figures.*,
        ROW_NUMBER() OVER (
            PARTITION BY figures.article_id, figures.event ORDER BY figures.value DESC, figures.span_start ASC
        ) AS rank
    FROM corpus.figures AS figures
    WHERE
        figures.event IN ('death', 'injury', 'missing', 'arrest', 'evacuated')
        AND figures.unit = 'count'
        AND figures.dimension = 'count'
        AND figures.part = 'text'
        AND figures.value > 1
        AND NOT LIST_HAS_ANY(figures.reads, ['subset', 'earlier', 'comparison', 'conditional', 'negated'])
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
        their_story.outlet AS other_outlet,
        my_story.published_at AS mine_at,
        their_story.published_at AS other_at,
        ROW_NUMBER() OVER (
            PARTITION BY mine.figure_id ORDER BY their_story.published_at DESC, other.figure_id ASC
        ) AS nth
    FROM articles
    INNER JOIN told AS my_story ON articles.article_id = my_story.article_id
    INNER JOIN told AS their_story
        ON
            my_story.outlet <> their_story.outlet
            AND ABS(DATE_DIFF('hour', my_story.published_at, their_story.published_at)) <= 36
            AND LENGTH(LIST_INTERSECT(my_story.words, their_story.words)) >= 2
    INNER JOIN tolls AS mine ON my_story.article_id = mine.article_id AND mine.rank = 1
    INNER JOIN tolls AS other
        ON their_story.article_id = other.article_id AND other.rank = 1 AND mine.event = other.event
    WHERE mine.high < other.low OR mine.low > other.high
)

SELECT
    claims.claim_id,
    pairs.part,
    pairs.span_start,
    pairs.span_end,
    pairs.other_outlet || ' gives “' || pairs.other_text || '” for what looks like the same toll.' AS message,
    'reported "' || pairs.text || '"; ' || pairs.other_outlet || ' reported "' || pairs.other_text || '"' AS reading,
    CASE
        WHEN (pairs.mine_at > pairs.other_at) = (pairs.value > pairs.other_value) THEN 'info'
        ELSE 'warning'
    END AS severity,
    [
        {
            'article_id': pairs.other_article,
            'part': pairs.other_part,
            'span_start': pairs.other_start,
            'span_end': pairs.other_end,
            'role': 'other outlet'
        }
    ] AS evidence
FROM pairs
INNER JOIN claims ON pairs.sentence_id = claims.sentence_id AND pairs.article_id = claims.article_id
WHERE pairs.nth = 1
