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
durations and for counts up to four, which headlines work out from what the body tells.

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

[[examples]]
title = '''Former mayor Lind dies aged 92'''
text = '''Lord Lind died at home on the eve of his 93rd birthday, 11 days after his wife died aged 91. He was mayor of Norvale.'''
flags = []

[[examples]]
title = '''Norvale council to vote on ferries on Thursday'''
text = '''The council of Norvale will vote on the ferries on Tuesday, the mayor said. The vote was put off once.'''
flags = ['''Thursday''']
*/
-- Support decides, not likeness: points for what differs below and for finding nothing, points against for what gives the figure.
WITH looked_for AS (
    SELECT
        *,
        CASE
            WHEN LIST_CONTAINS(notes, 'headline') THEN 'headline'
            WHEN LIST_CONTAINS(notes, 'standfirst') THEN 'standfirst'
            ELSE 'caption'
        END AS place
    FROM pairs
    WHERE
        tie = 'above'
        AND (first.value IS NOT NULL OR first.dimension = 'date' OR SIDES(first) IS NOT NULL)
        AND first.dimension NOT IN ('time', 'ratio')
        AND NOT LIST_HAS_ANY(notes, ['list', 'more', 'name'])
        AND LOWER(first.text) <> 'one'
),

held_against AS (
    SELECT
        *,
        CASE
            WHEN first.dimension = 'date' THEN DATES_MEET(first, second)
            WHEN SIDES(first) IS NOT NULL THEN COALESCE(SIDES(first) = SIDES(second), FALSE)
            ELSE RESTATES(first, second)
        END AS agrees,
        LEAST(likeness, 10) + CASE
            WHEN slip = 'digit' THEN 2
            WHEN slip IS NOT NULL THEN 3
            ELSE 0
        END + CASE WHEN same_noun THEN 1 ELSE 0 END AS weight
    FROM pairs
    WHERE tie = 'above_body'
),

-- what gives the figure: the same value of the same kind, or another way to it
support AS (
    SELECT
        article_id,
        group_no,
        CASE
            WHEN first.value = second.value OR first.dimension = 'date' OR SIDES(first) IS NOT NULL
                THEN 7 + LEAST(likeness, 8)
            ELSE 3
        END AS points
    FROM held_against
    WHERE agrees
    UNION ALL
    SELECT
        article_id,
        group_no,
        CASE notes[1]
            WHEN 'together' THEN 13
            WHEN 'birthday' THEN 13
            WHEN 'rounded' THEN 8
            WHEN 'printed' THEN 7
            WHEN 'product' THEN 7
            WHEN 'years' THEN 6
            WHEN 'others' THEN 6
            WHEN 'counted' THEN 6
            ELSE 5
        END AS points
    FROM pairs
    WHERE tie = 'above_support'
),

supported AS (
    SELECT
        article_id,
        group_no,
        MAX(points) AS points
    FROM support
    GROUP BY article_id, group_no
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

bodies AS (
    SELECT
        article_id,
        COUNT(*) AS sentences
    FROM sentences
    WHERE part = 'text' AND role IN ('body', 'list_item')
    GROUP BY article_id
),

weighed AS (
    SELECT
        looked_for.*,
        bodies.sentences AS sentences_below,
        rivals.second AS rival,
        rivals.other_claim_id AS rival_claim_id,
        COALESCE(rivals.weight + 1, 0) AS rival_points,
        COALESCE(3 - supported.points, 3) AS support_points,
        CASE
            WHEN looked_for.place = 'caption' THEN -5
            WHEN looked_for.place = 'standfirst' THEN -2
            ELSE 0
        END AS place_points,
        -- durations and counts up to four are worked out from what the body tells
        CASE
            WHEN looked_for.first.dimension = 'duration' THEN -1
            WHEN looked_for.first.dimension IN ('count', 'other') AND looked_for.first.value <= 4 THEN -1
            ELSE 0
        END AS worked_out_points
    FROM looked_for
    INNER JOIN bodies ON looked_for.article_id = bodies.article_id
    LEFT JOIN rivals ON looked_for.article_id = rivals.article_id AND looked_for.group_no = rivals.group_no
    LEFT JOIN supported ON looked_for.article_id = supported.article_id AND looked_for.group_no = supported.group_no
),

asked AS (
    SELECT
        *,
        rival_points + support_points + place_points + worked_out_points AS points,
        rival_points >= CASE first.dimension
            WHEN 'date' THEN 1.6
            WHEN 'ordinal' THEN 2.5
            ELSE 4
        END AS is_conflict
    FROM weighed
    WHERE
        points >= 2.5
        -- a date or rank that the body tells otherwise is asked about, one that it leaves out is not; nor does a brief tell all
        AND (is_conflict OR (first.dimension NOT IN ('date', 'ordinal', 'score') AND sentences_below >= 2))
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
    END
    || ' (other figure ' || PLAIN(rival_points) || ', found below ' || PLAIN(support_points) || ', place '
    || PLAIN(place_points) || ', worked out ' || PLAIN(worked_out_points) || ': ' || PLAIN(points)
    || ', asked from 2.5)'
        AS reading,
    CASE WHEN is_conflict THEN [EVIDENCE_OF(rival, 'figure in the body')] ELSE [] END AS evidence,
    CASE
        WHEN NOT is_conflict THEN 'The body does not give this figure of the ' || place || '.'
        WHEN first.bound IN ('at_least', 'over') AND rival.value > first.value
            THEN 'The body gives a higher figure: the ' || place || ' may be out of date.'
        ELSE 'The ' || place || ' and the body give different figures for what looks like the same thing.'
    END AS message
FROM asked
