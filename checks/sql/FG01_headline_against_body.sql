/*
title = "Headline figure against body"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Accuracy (headlines and figures)",
  "BBC Editorial Guidelines 3.3.24 (headlines must be supported by the story)",
  "Huang et al., NumHG: a dataset for number-focused headline generation (2023)",
]
ask = "Which figure is right, the headline's or the body's?"
docs = '''
What it flags
A figure in the headline, standfirst, a caption or a key point for which the body gives another value of the same thing. "At least 39"
over a body that says 65 is stale rather than false. A headline figure that the body does not give at all is flagged too, but for
days, weeks and months and for counts up to four, which headlines work out from what the body tells.

Why it matters
Readers and other outlets quote the headline. Most figure errors in unaltered news pages are headlines that were not
updated when the story was.

How to resolve
Correct whichever is wrong; if the story moved on, update the headline.
'''

[[examples]]
title = '''31 killed in Norvale market blast'''
text = '''A bomb went off in the crowded market of Norvale on Sunday. The blast killed at least 57 people, the health ministry said.'''
flags = ['''31''']

[[examples]]
title = '''Ferry firm fined $3 million over oil spill'''
text = '''The ferry operator Halden Lines was fined $3 million on Monday over an oil spill in the harbour of Norvale.'''
flags = []

[[examples]]
title = '''Six things to know about the Norvale budget'''
text = '''The council of Norvale passed its budget on Monday. It raises the property tax by 4 percent.'''
flags = []
*/
-- Support decides, not likeness: a figure that the body gives, rounds or makes by a sum is never asked about.
WITH looked_for AS (
    SELECT
        *,
        CASE
            WHEN LIST_CONTAINS(notes, 'headline') THEN 'headline'
            WHEN LIST_CONTAINS(notes, 'standfirst') THEN 'standfirst'
            ELSE 'caption'
        END AS place,
        -- days, weeks, months and counts up to four are worked out from what the body tells
        (first.dimension = 'duration' AND (first.value <= 2 OR first.unit <> 'a'))
        OR (first.dimension IN ('count', 'other') AND first.value <= 4)
        OR LIST_HAS_ANY(notes, ['quoted']) AS is_loose
    FROM pairs
    WHERE
        tie = 'above'
        AND first.value IS NOT NULL
        AND first.dimension NOT IN ('date', 'time', 'score', 'ratio', 'ordinal')
        AND NOT LIST_HAS_ANY(notes, ['list', 'more', 'name'])
        AND LOWER(first.text) <> 'one'
),

held_against AS (
    SELECT
        *,
        RESTATES(first, second) AS agrees,
        likeness + CASE
            WHEN slip = 'digit' THEN 1
            WHEN slip IS NOT NULL THEN 2
            ELSE 0
        END AS weight
    FROM pairs
    WHERE tie = 'above_body'
),

supported AS (
    SELECT article_id, group_no
    FROM held_against
    WHERE agrees AND (first.value = second.value OR likeness >= 2)
    UNION
    SELECT article_id, group_no
    FROM pairs
    WHERE tie = 'above_support'
),

rivals AS (
    SELECT *
    FROM held_against
    WHERE NOT agrees AND NOT LIST_CONTAINS(notes, 'others_more')
    QUALIFY
        ROW_NUMBER() OVER (
            PARTITION BY article_id, group_no
            ORDER BY weight DESC, second.span_start ASC
        ) = 1
),

asked AS (
    SELECT
        looked_for.*,
        rivals.second AS rival,
        COALESCE(rivals.weight, 0) AS rival_weight,
        rivals.other_claim_id AS rival_claim_id,
        COALESCE(rivals.weight, 0) >= CASE looked_for.place WHEN 'caption' THEN 6 ELSE 3 END AS is_conflict
    FROM looked_for
    ANTI JOIN supported ON looked_for.article_id = supported.article_id AND looked_for.group_no = supported.group_no
    LEFT JOIN rivals ON looked_for.article_id = rivals.article_id AND looked_for.group_no = rivals.group_no
)

SELECT
    claim_id,
    CASE WHEN is_conflict THEN rival_claim_id END AS other_claim_id,
    part,
    span_start,
    span_end,
    CASE
        WHEN is_conflict THEN 'reported "' || first.text || '"; the body says "' || rival.text || '"'
        ELSE 'reported "' || first.text || '"; no figure of the body equals it or adds up to it'
    END AS reading,
    CASE WHEN is_conflict THEN [EVIDENCE_OF(rival, 'figure in the body')] ELSE [] END AS evidence,
    CASE
        WHEN NOT is_conflict THEN 'The body does not give this figure of the ' || place || '.'
        WHEN first.bound IN ('at_least', 'over') AND rival.value > first.value
            THEN 'The body gives a higher figure: the ' || place || ' may be out of date.'
        ELSE 'The ' || place || ' and the body give different figures for what looks like the same thing.'
    END AS message,
    CASE WHEN is_conflict OR (place <> 'caption' AND NOT is_loose) THEN 'warning' ELSE 'info' END AS severity
FROM asked
WHERE is_conflict OR place <> 'caption'
