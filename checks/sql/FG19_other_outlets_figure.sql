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
A toll of dead, wounded, missing, arrested, evacuated, rescued or infected people that another outlet gives otherwise in the same story.
Of each kind an article's main figure is held against the others': the headline's, as the lead gives it, else the lead's first. “At least
40” is 40 so far, and differs from 50; “over 80” and 85 agree. Tolls of other people, with another cause, of another day or place, over
another time (or more than thirtyfold), with or without the attacker are left alone. Where the larger may be later, the flag says so; where both hours are known and
the larger came later, it is a note. Other figures of the same thing after the same verb are notes.

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
  { url = "https://courier.example/quake", outlet = "Courier", published = 2026-05-01T18:00:00Z, title = '''Quake shakes villages in Orsk hills''', text = '''The quake in the hills near Orsk killed at least 12 people, the coast guard said.''', flags = ['''at least 12'''] },
  { url = "https://herald.example/quake", outlet = "Herald", published = 2026-05-01T19:00:00Z, title = '''Villages in Orsk hills lie in ruins after quake''', text = '''The quake in the hills near Orsk killed 21 people, the coast guard said.''', flags = ['''21'''] },
]

[[examples]]
articles = [
  { url = "https://courier.example/fire", outlet = "Courier", published = 2026-05-01T18:00:00Z, title = '''Mill fire in Merrin leaves families mourning''', text = '''The fire at the mill near Merrin killed 12 people, the mayor said.''', flags = ['''12'''] },
  { url = "https://herald.example/fire", outlet = "Herald", published = 2026-05-01T09:00:00Z, title = '''Families mourning after Merrin mill fire''', text = '''The fire at the mill near Merrin killed 21 people, the hospital said.''', flags = ['''21'''] },
]
[[examples]]
articles = [
  { url = "https://courier.example/hills", outlet = "Courier", published = 2026-05-01T18:00:00Z, title = '''Rebels attack army posts in Orsk hills''', text = '''Rebels attacked army posts in the Orsk hills and 29 rebels were killed, the army said.''' },
  { url = "https://herald.example/hills", outlet = "Herald", published = 2026-05-01T19:00:00Z, title = '''Army posts in Orsk hills attacked by rebels''', text = '''Rebels attacked army posts in the Orsk hills. The war there has killed more than 80,000 people, the army said.''' },
]

[[examples]]
articles = [
  { url = "https://courier.example/quarter", outlet = "Courier", published = 2026-05-01T18:00:00Z, title = '''Shells hit harbour quarter of Merrin''', text = '''Shells that hit the harbour quarter of Merrin killed 3 people, the mayor said.''' },
  { url = "https://herald.example/quarter", outlet = "Herald", published = 2026-05-03T19:00:00Z, title = '''Harbour quarter of Merrin hit by shells''', text = '''Shells hit the harbour quarter of Merrin on Sunday. They killed 7 people, the mayor said.''' },
]
[[examples]]
articles = [
  { url = "https://courier.example/maps", outlet = "Courier", published = 2026-05-01T18:00:00Z, title = '''Surveyors publish flood map''', text = '''In Halden, surveyors published one map against the harbour board on Friday.''' },
  { url = "https://herald.example/maps", outlet = "Herald", published = 2026-05-01T19:00:00Z, title = '''Flood map of surveyors shakes Halden''', text = '''The public surveyors in Halden published 4 maps against the board of the harbour.''' },
]
*/
WITH side_by_side AS MATERIALIZED (
    SELECT *
    FROM kin.tolls
    WHERE is_main AND article_id IN (SELECT pages.article_id FROM main.pages)
),

tolls_apart AS (
    SELECT
        mine.figure AS mine,
        other.figure AS other,
        other.outlet AS other_outlet,
        other.published_at AS other_at,
        'toll (' || mine.toll || ')' AS thing,
        CASE
            WHEN NOT MAY_BE_LATER(mine, other) THEN '.'
            WHEN mine.figure.value > other.figure.value THEN '; this one may be later.'
            ELSE '; theirs may be later.'
        END AS later,
        HOURS_KNOWN(mine.published_at, other.published_at)
        AND (mine.published_at > other.published_at) = (mine.figure.value > other.figure.value) AS only_a_note
    FROM side_by_side AS mine
    INNER JOIN side_by_side AS other
        ON mine.story_id = other.story_id AND mine.toll = other.toll AND mine.outlet <> other.outlet
    WHERE
        mine.article_id IN (SELECT articles.article_id FROM articles)
        AND NOT other.is_copy -- a copy counts once: its first speaks for it
        AND NOT TOLLS_AGREE(mine.figure, other.figure)
        AND SCOPE_APART(mine, other) IS NULL
),

-- OFFSET keeps the conditions below from every figure that is stored: they are asked of these only
beside AS (
    SELECT *
    FROM kin.figures
    OFFSET 0 -- noqa: AM09
),

-- other figures of one thing after one verb, of which each article gives one value: its first
told AS MATERIALIZED (
    SELECT
        stories.story_id,
        articles.outlet,
        articles.published_at,
        ARG_MIN(figures, figures.span_start) AS figure
    FROM beside AS figures
    INNER JOIN kin.story_articles AS stories ON figures.article_id = stories.article_id
    INNER JOIN kin.articles AS articles ON figures.article_id = articles.article_id
    ANTI JOIN kin.toll_rows AS tolls ON figures.article_id = tolls.article_id AND figures.figure_id = tolls.figure_id
    WHERE
        figures.article_id IN (SELECT pages.article_id FROM main.pages)
        AND figures.dimension IN ('count', 'currency')
        AND figures.bound IN ('exact', 'about')
        AND figures.value > 1
        AND figures.part = 'text'
        AND figures.counted_head <> ''
        AND figures.event NOT IN ('be', 'have', 'say', 'do', 'make', 'get', 'go', 'take', 'give', 'see', 'include')
        AND NOT LIST_HAS_ANY(
            figures.reads, ['subset', 'earlier', 'comparison', 'conditional', 'negated', 'question', 'revised']
        )
    GROUP BY
        stories.story_id,
        articles.outlet,
        articles.published_at,
        figures.article_id,
        figures.event,
        figures.unit,
        figures.counted_head
    HAVING MIN(figures.value) = MAX(figures.value)
),

things_apart AS (
    SELECT
        mine.figure AS mine,
        other.figure AS other,
        other.outlet AS other_outlet,
        other.published_at AS other_at,
        'thing' AS thing,
        '.' AS later,
        TRUE AS only_a_note
    FROM told AS mine
    INNER JOIN articles AS due ON mine.figure.article_id = due.article_id
    INNER JOIN told AS other
        ON
            mine.story_id = other.story_id
            AND mine.figure.event = other.figure.event
            AND mine.figure.unit = other.figure.unit
            AND mine.figure.counted_head = other.figure.counted_head
            AND mine.figure.counted_modifiers = other.figure.counted_modifiers
            AND mine.outlet <> other.outlet
    WHERE
        COALESCE(mine.figure.place = other.figure.place, TRUE)
        AND COALESCE(mine.figure.time_start = other.figure.time_start, TRUE)
        AND NOT TOLLS_AGREE(mine.figure, other.figure)
)

SELECT
    claims.claim_id,
    apart.mine.part,
    apart.mine.span_start,
    apart.mine.span_end,
    apart.other_outlet
    || ' gives “'
    || apart.other.text
    || '” for what looks like the same '
    || apart.thing
    || apart.later AS message,
    'reported "'
    || apart.mine.text
    || '"; '
    || apart.other_outlet
    || ' reported "'
    || apart.other.text
    || '"' AS reading,
    CASE WHEN apart.only_a_note THEN 'info' ELSE 'warning' END AS severity,
    [EVIDENCE_OF(apart.other, 'other outlet')] AS evidence
FROM (
    SELECT * FROM tolls_apart
    UNION ALL
    SELECT * FROM things_apart
) AS apart
INNER JOIN claims ON apart.mine.sentence_id = claims.sentence_id AND apart.mine.article_id = claims.article_id
QUALIFY
    ROW_NUMBER() OVER (
        PARTITION BY apart.mine.article_id, apart.mine.figure_id
        ORDER BY apart.other_at DESC, apart.other.article_id ASC, apart.other.span_start ASC
    ) = 1
