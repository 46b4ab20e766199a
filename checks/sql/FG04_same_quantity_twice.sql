/*
title = "Same quantity, two figures"
severity = "warning"
since = "0.1.0"
sources = [
  "Reuters Handbook of Journalism: Accuracy (consistency within a story)",
  "BBC Editorial Guidelines 3.3 (accuracy)",
]
ask = "Which of the two figures is right?"
docs = '''
What it flags
Two figures of the body that count the same thing in the same words and differ, above all where one looks like a slip of the other: a
zero, a digit, two digits that changed places, million for billion.

Why it matters
One of the two is wrong, or the story does not say what sets them apart: another day, another place, a part of the whole.

How to resolve
Correct the wrong one, or say what sets the two apart.
'''

[[examples]]
text = """\
The administration had hoped to have 80,000 people in the insurance exchanges by now.

Officials had hoped for about 800,000 people in the insurance exchanges by now, and about 7 million by the end of March."""
flags = ['''about 800,000''']

[[examples]]
text = """\
The retired four-star general took the helm of the agency in September.

The general was 58. In the past the agency was led by a civilian with 20 years of service."""
flags = []

[[examples]]
text = """\
Only 367 fishermen voted in Osk, in the Harbour ward, four years ago.

Only 360 fishermen voted in Merrin, the ward next door, she said."""
flags = []

[[examples]]
text = """\
The ferry carried 66 passengers, crew and pilots when it left the island on Monday.

The ferry carried 56 passengers, three pilots and seven crew members, the railway said."""
flags = []

[[examples]]
text = """\
9:07 p.m.

With 222 delegates at stake, Ortega leads.

9:40 p.m.

Lindqvist leads with 221 delegates.

10:15 p.m.

The counting ends."""
flags = []

[[examples]]
text = """\
Lind Holdings took 17,000 acres of land in Norvale last year to widen its settlements.

The company's settlements in Norvale, which take more land each year, are to have 170,000 settlers by the end of the year."""
flags = []

[[examples]]
text = '''Lind had once won $500 in a lottery, she said.

On Monday she won $500,000 in a lottery, and said that she had won it for Norvale.'''
flags = []

[[examples]]
text = '''The valley should do nearly 200 million fever tests a month, a report says.

At present the valley does about 20 million fever tests a month, one tenth as many as the report asks for.'''
flags = ['''about 20 million''']
*/
-- Nine kinds of points, each noticed by an example or by articles (bench/constants.md); bench/curve.py prints what each threshold finds and how often it errs.
WITH restated AS (
    SELECT *
    FROM pairs
    WHERE tie = 'restated' AND NOT RESTATES(first, second)
),

telling AS (
    SELECT
        restated.*,
        CASE
            WHEN BY_CHANCE(restated.slip, restated.first, restated.second) THEN 0
            -- in a short number most digits are alike by chance
            WHEN
                restated.slip = 'digit'
                AND SIGNIFICANT_DIGITS(restated.first) + SIGNIFICANT_DIGITS(restated.second) < 3
                THEN 0
            WHEN restated.slip = 'digit' AND SIGNIFICANT_DIGITS(restated.first) < 3 THEN 3
            WHEN restated.slip = 'dropped_digit' THEN 3
            WHEN restated.slip IS NOT NULL THEN 5
            ELSE 0
        END AS slip_points,
        CASE WHEN restated.in_lead THEN 2 ELSE 0 END AS lead_points,
        CASE
            WHEN restated.same_noun THEN 2
            WHEN restated.first.counted_head <> restated.second.counted_head THEN -2
            ELSE 0
        END AS noun_points,
        ROUND(3 * restated.words_shared, 1) AS words_points,
        -ROUND(LN(restated.noun_values), 1) AS values_points,
        CASE WHEN restated.first.bound <> restated.second.bound THEN -2 ELSE 0 END AS bound_points,
        CASE WHEN LIST_CONTAINS(restated.notes, 'another') THEN -3 ELSE 0 END AS another_points,
        CASE
            WHEN
                LIST_HAS_ANY(
                    LIST_CONCAT(restated.first.reads, restated.second.reads),
                    ['subset', 'earlier', 'comparison', 'revised']
                )
                THEN -2
            ELSE 0
        END AS qualified_points,
        CASE WHEN LIST_HAS_ANY(restated.notes, ['discourse', 'paragraph']) THEN -2 ELSE 0 END AS discourse_points,
        slip_points + lead_points + noun_points + words_points + values_points
        + bound_points + another_points + qualified_points + discourse_points AS points
    FROM restated
    QUALIFY
        ROW_NUMBER() OVER (
            PARTITION BY restated.article_id, first_id ORDER BY points DESC, restated.second.span_start ASC
        ) = 1
)

SELECT
    claim_id,
    other_claim_id,
    part,
    span_start,
    span_end,
    [EVIDENCE_OF(second, 'same quantity')] AS evidence,
    'reported "' || first.text || '", earlier "' || second.text || '" (weighed: slip ' || PLAIN(slip_points)
    || ', lead ' || PLAIN(lead_points) || ', noun ' || PLAIN(noun_points) || ', words ' || PLAIN(words_points)
    || ', values ' || PLAIN(values_points)
    || ', bound ' || PLAIN(bound_points) || ', another ' || PLAIN(another_points)
    || ', qualified ' || PLAIN(qualified_points) || ', discourse ' || PLAIN(discourse_points)
    || ': ' || PLAIN(points) || ', asked from 8 with a slip of 5, a note from 6.4)' AS reading,
    'Two figures are given for what looks like the same quantity.' AS message,
    -- aloud only a slip that few figures share by chance
    CASE WHEN points >= 8 AND slip_points = 5 THEN 'warning' ELSE 'info' END AS severity
FROM telling
WHERE points >= 6.4
UNION ALL
-- one vote told in two ways: the sides differ, and all who voted are as many
SELECT
    claim_id,
    other_claim_id,
    part,
    span_start,
    span_end,
    [EVIDENCE_OF(second, 'same vote')] AS evidence,
    'reported "' || first.text || '"; the other mention of the vote says "' || second.text || '"' AS reading,
    'Two figures are given for what looks like the same quantity.' AS message,
    'info' AS severity -- two votes of one body are often told in one story
FROM pairs
WHERE
    tie = 'score'
    AND likeness >= 4
    AND SIDES(first) <> SIDES(second)
    AND LIST_SUM(SIDES(first)) = LIST_SUM(SIDES(second))
