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
A figure, date, weekday, hour or rank that a revision put in the place of another, in the same sentence or a rewording of it; a source
with which the earlier one shares no word; a short quotation that says something else. “At least 40” that becomes “at least 50” is a
change, and so is “more than 40” that becomes “fewer than 40”; “1.3 million” that becomes 1,312,000 is none. A change is excused by a note that the same revision brought: “Correction: …”,
“(Corrects …)”, “This story has been updated”; an older note, and “updated software”, excuse nothing. Quotations of six words or more
are left to “Quotation changed”.

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
  { url = "https://courier.example/loom", published = 2026-05-01T08:00:00Z, text = '''The mill at Osk has more than 60 looms left, the mayor said.''' },
  { url = "https://courier.example/loom", published = 2026-05-01T18:00:00Z, text = '''The mill at Osk has fewer than 60 looms left, the mayor said.''', flags = ['''fewer than 60'''] },
]

[[examples]]
articles = [
  { url = "https://courier.example/kiln", published = 2026-05-01T08:00:00Z, text = '''The kiln at Osk has 60 bricks left, the mayor said.''' },
  { url = "https://courier.example/kiln", published = 2026-05-01T18:00:00Z, text = '''The kiln at Osk has at least 70 bricks left, the mayor said.
UPDATE: The count of bricks was put at 70 on Friday.''' },
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

[[examples]]
articles = [
  { url = "https://courier.example/blast", published = 2026-05-01T08:00:00Z, text = '''Updated at 07:40. A blast at the quarry near Osk on Wednesday killed at least 40 people, officials said.''' },
  { url = "https://courier.example/blast", published = 2026-05-01T18:00:00Z, text = '''Updated at 07:40. A blast in the quarry near Osk on Thursday killed at least 50 people, the officials said.''', flags = ['''Thursday''', '''at least 50'''] },
]

[[examples]]
articles = [
  { url = "https://courier.example/poll", published = 2026-05-01T08:00:00Z, text = '''Lind's party is on course for 31 of the 60 seats in the Norvale assembly, a pollster said.''' },
  { url = "https://courier.example/poll", published = 2026-05-01T18:00:00Z, text = '''Lind's party is on course for 27 of the 60 seats in the Norvale assembly, a pollster said.
(Corrects number of seats in paragraph 1.)''' },
]

[[examples]]
articles = [
  { url = "https://courier.example/wreck", published = 2026-05-01T08:00:00Z, text = '''Two drown as trawler sinks off Osk, the coast guard said. The trawler was bound for Merrin.''' },
  { url = "https://courier.example/wreck", published = 2026-05-01T18:00:00Z, text = '''Two drown as trawler sinks off Osk, the coast guard said. The trawler was bound for Merrin. Divers later found 3 more bodies in the hull.''' },
]
[[examples]]
articles = [
  { url = "https://courier.example/toll", published = 2026-05-01T08:00:00Z, text = '''The toll is “a bad joke on the people who live here,” said Mara Lind.''' },
  { url = "https://courier.example/toll", published = 2026-05-01T18:00:00Z, text = '''The toll is “a cruel joke on the people who live here,” said Mara Lind.''' },
]
*/
WITH page_changes AS (
    SELECT *
    FROM kin.changes
    WHERE
        article_id IN (
            SELECT pages.article_id
            FROM kin.articles AS pages
            WHERE pages.url <> '' AND pages.url IN (SELECT articles.url FROM articles)
        )
),

-- a note excuses what the same revision brought, and nothing older
silent AS (
    SELECT
        page_changes.*,
        old,
        new
    FROM page_changes
    LEFT JOIN kin.figures AS old
        ON page_changes.before_article_id = old.article_id AND page_changes.before_id = old.figure_id
    LEFT JOIN kin.figures AS new
        ON page_changes.article_id = new.article_id AND page_changes.after_id = new.figure_id
    WHERE
        page_changes.kind IN ('figure', 'quotation', 'source')
        AND page_changes.before_sentence_id IS NOT NULL
        AND page_changes.after_sentence_id IS NOT NULL
        AND page_changes.article_id NOT IN (
            SELECT notes.article_id
            FROM page_changes AS notes
            WHERE BRINGS_NOTE(notes)
        )
),

-- figures that went and came in one pair of sentences without being stored as a pair: other words were counted
alone AS (
    SELECT
        *,
        COALESCE(old.dimension, new.dimension) AS dimension,
        ROW_NUMBER() OVER (
            PARTITION BY article_id, after_sentence_id, before_id IS NULL, COALESCE(old.dimension, new.dimension)
            ORDER BY before_start ASC, after_start ASC
        ) AS place
    FROM silent
    WHERE kind = 'figure' AND (before_id IS NULL OR after_id IS NULL)
),

paired AS (
    SELECT *
    FROM silent
    WHERE before_id IS NOT NULL AND after_id IS NOT NULL
    UNION ALL BY NAME
    SELECT
        gone.* EXCLUDE (dimension, place) REPLACE (
            come.after_id AS after_id, come.after_text AS after_text, come.new AS new
        )
    FROM alone AS come
    INNER JOIN alone AS gone
        ON
            come.article_id = gone.article_id
            AND come.after_sentence_id = gone.after_sentence_id
            AND come.dimension = gone.dimension
            AND come.place = gone.place
    WHERE come.before_id IS NULL AND gone.after_id IS NULL
),

folded AS MATERIALIZED (
    SELECT
        paired.*,
        word_kinds,
        FOLDED_QUOTATION(paired.before_text, word_kinds.standards) AS before_words,
        FOLDED_QUOTATION(paired.after_text, word_kinds.standards) AS after_words
    FROM paired
    CROSS JOIN main.word_kinds
),

compared AS MATERIALIZED (
    SELECT
        *,
        WORDS_ALONE(before_words, after_words) AS alone
    FROM folded
),

changed AS (
    SELECT *
    FROM compared
    WHERE
        CASE
            WHEN kind = 'figure' AND new.dimension = 'date' THEN NOT DATES_MEET(old, new)
            WHEN kind = 'figure' AND new.dimension = 'time' THEN old.text <> new.text
            WHEN kind = 'figure'
                THEN
                    NOT SAME_NUMBER(old, new)
                    OR (old.bound IN ('over', 'at_least') AND new.bound IN ('under', 'at_most'))
                    OR (new.bound IN ('over', 'at_least') AND old.bound IN ('under', 'at_most'))
            -- longer ones are left to QT07
            WHEN kind = 'quotation'
                THEN
                    LENGTH(after_words.words) < 6
                    AND COALESCE(QUOTATIONS_APART(before_words, after_words, alone, word_kinds) = 'meaning', FALSE)
            ELSE NOT LIST_HAS_ANY(
                LIST_FILTER(before_words.words, LAMBDA word : NOT LIST_CONTAINS(word_kinds.light, word)),
                after_words.words
            )
        END
),

-- where it stands in the revision that is due, which may be a later one than the one that brought it
standing AS (
    SELECT
        *,
        figure_id AS thing_id
    FROM figures
    UNION ALL BY NAME
    SELECT
        *,
        quotation_id AS thing_id
    FROM quotations
    UNION ALL BY NAME
    SELECT
        *,
        attribution_id AS thing_id,
        source[1].span_start AS span_start,
        source[-1].span_end AS span_end,
        source_text AS text
    FROM attributions
    WHERE LENGTH(source) > 0
),

-- the headline's claim, else the first
firsts AS (
    SELECT
        article_id,
        ARG_MIN(claim_id, (part <> 'title', span_start)) AS claim_id
    FROM claims
    GROUP BY article_id
)

SELECT
    COALESCE(own.claim_id, firsts.claim_id) AS claim_id,
    standing.part,
    standing.span_start,
    standing.span_end,
    'An earlier revision ' || CASE changed.kind WHEN 'source' THEN 'named' ELSE 'said' END
    || ' “' || changed.before_text || '” here; no note says that it was changed.' AS message,
    'reported "' || standing.text || '", earlier "' || changed.before_text || '" in the same sentence' AS reading,
    [
        {
            'article_id': changed.before_article_id,
            'part': changed.part,
            'span_start': changed.before_start,
            'span_end': changed.before_end,
            'role': 'earlier revision'
        }
    ] AS evidence
FROM changed
INNER JOIN standing ON changed.after_id = standing.thing_id
INNER JOIN firsts ON standing.article_id = firsts.article_id
LEFT JOIN claims AS own ON standing.sentence_id = own.sentence_id AND standing.article_id = own.article_id
QUALIFY
    ROW_NUMBER() OVER (
        PARTITION BY standing.article_id, standing.part, standing.span_start
        ORDER BY changed.kind ASC, changed.before_article_id ASC
    ) = 1
