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

[[examples]]
title = '''Norvale to hire 100 wardens to replace 1,000'''
text = '''Norvale will hire at least 100 wardens. Last year it had paid for more than 1,000 new wardens. The mayor called it a start.'''
flags = []

[[examples]]
title = '''Store chain Harbour 21 files for bankruptcy'''
text = '''Harbour 21 joins more than two dozen store chains that have filed for bankruptcy. It will close its shops in May.'''
flags = []

[[examples]]
title = '''14% of Norvale have the fever'''
text = '''The fever has reached 14 out of 100 people in Norvale, the mayor said. Of the girls under ten 18 percent have it.'''
flags = []

[[examples]]
title = '''Ferry line splits 36-boat order between Osk and Lind'''
text = '''The line said it would order 24 of the new hulls of Osk Marine. It will have 12 others from Lind & Sons. All sail in May.'''
flags = []

[[examples]]
title = '''27 others convicted over the harbour riot'''
text = '''The former mayor was jailed on Monday. Fourteen others were convicted over the harbour riot. Thirteen more await trial.'''
flags = ['''27''']

[[examples]]
title = '''Ferry drifted for eight hours'''
text = '''The ferry drifted for four hours off Osk, the coastguard said. Its crew had rowed for four hours before.'''
flags = ['''eight hours''']

[[examples]]
title = '''Osk beat Norvale 77-72 to win the cup'''
text = '''Osk won the cup on Sunday. Norvale led 35-24 in the second quarter. Osk were 71-60 ahead before the end.'''
flags = ['''77-72''']

[[examples]]
title = '''Norvale hit by floods on Thursday'''
text = '''Floods hit Norvale on Tuesday as storms crossed the valley. More rain may fall on Wednesday. By Thursday the sky will clear.'''
flags = ['''Thursday''']

[[examples]]
title = '''Lind wins a penalty in the first half'''
text = '''Lind won the penalty in the second half. The first team to score had been Osk.'''
flags = ['''first''']

[[examples]]
title = '''Norvale could meet Osk in the third round this week'''
text = '''Norvale drew Osk. The match will give young Lind some first-team minutes this week.'''
flags = []

[[examples]]
title = '''Harbour club to pay £98m a year for its stand'''
text = '''The harbour club has agreed to rent a new stand. It will cost $126m (£98m) a season, the club of Norvale said on Monday.'''
flags = []

[[examples]]
title = '''Harbour club to pay £89m a year for its stand'''
text = '''The harbour club has agreed to rent a new stand. It will cost $126m (£98m) a season, the club of Norvale said on Monday.'''
flags = ['''£89m a year''']

[[examples]]
title = '''Mayor Lind has second thoughts about the ferry'''
text = '''Mayor Lind has doubts about the ferry. It was her third thoughts on the ferry, and the first thoughts of Norvale.'''
flags = []

[[examples]]
title = '''Norvale guards its 2020 vote'''
text = '''Clerks of Norvale train to guard the vote. They meet in a hall. They sit in rows. A map hangs there.

The mayor opened the day.

She thanked the clerks.

Much has changed since 2016, when votes of Norvale went missing.'''
flags = []

[[examples]]
title = '''Mayor Lind paid her harbour taxes late in 2019'''
text = '''Mayor Lind paid her harbour taxes late for 2016, a list shows. Norvale asked her why. The list tells of 2019 as well.'''
flags = []

[[examples]]
title = '''9 villages that lost their school'''
text = '''Osk lost its school in spring. Merrin lost its school too. In Lind 12 pupils left.'''
flags = []

[[examples]]
title = '''Harbour deficit falls in 4th qtr'''
text = '''The harbour had a smaller deficit in the October to December fourth quarter. In the third quarter the deficit of the harbour rose.'''
flags = []

[[examples]]
title = '''Norvale to sell 3.1 mln ounces of silver'''
text = '''Norvale is to sell 3.1 mln troy ounces of silver this year. Last year it sold 2.193 mln ounces of silver.'''
flags = []

[[examples]]
title = '''Ferry crew waited 76 minutes for help'''
text = '''Help for the ferry crew came after an hour and 16 minutes, the coastguard said. The ferry and its crew are safe.'''
flags = []

[[examples]]
title = '''Ferry found 24 years after it sank'''
text = '''Divers have found a ferry that sank off Osk. It lies 40 metres down. Her crew was saved.'''
flags = ['''24 years''']

[[examples]]
title = '''Norvale campaign is 53% women'''
text = '''Norvale campaign is led by women, a list shows. Of the senior staff of the campaign 58 percent are women. Of all ferries 53 percent were late.'''
flags = []

[[examples]]
title = '''Crowds fill Norvale on Bloody Sunday'''
text = '''Crowds filled the shops of Norvale on Saturday. The shops will open on Monday too.'''
flags = []

[[examples]]
title = '''Osk and Merrin play cup final on Saturday'''
text = '''Osk will play the cup final against Merrin in the port of Norvale, local media said on Friday. Osk wants to win its first cup.'''
flags = []
*/
-- Support decides, not likeness: points for what differs below and for finding nothing, points against for what gives the figure.
WITH looked_for AS (
    SELECT
        *,
        CASE WHEN notes[1] IN ('headline', 'standfirst') THEN notes[1] ELSE 'caption' END AS place
    FROM pairs
    WHERE
        tie = 'above'
        AND (first.value IS NOT NULL OR first.dimension = 'date' OR SIDES(first) IS NOT NULL)
        AND first.dimension NOT IN ('time', 'ratio')
        AND NOT LIST_HAS_ANY(notes, ['list', 'name'])
),

held_against AS (
    SELECT
        *,
        CASE
            WHEN first.dimension = 'date' THEN DATES_MEET(first, second)
            WHEN SIDES(first) IS NOT NULL THEN SIDES(first) = SIDES(second)
            ELSE RESTATES(first, second)
        END AS agrees,
        likeness + CASE
            WHEN BY_CHANCE(slip, first, second) THEN 0
            WHEN slip IN ('x10', 'magnitude') THEN 4
            WHEN slip = 'digit' THEN 2
            WHEN slip IS NOT NULL THEN 3
            -- eight villages are no other count of 1,000 people
            WHEN NOT same_noun AND GREATEST(first.value / second.value, second.value / first.value) > 20 THEN -2
            ELSE 0
        END
        + CASE WHEN same_noun THEN 1 ELSE 0 END
        - CASE WHEN LIST_CONTAINS(notes, 'part') THEN 2 ELSE 0 END AS weight
    FROM pairs
    WHERE tie = 'above_body'
),

-- what gives the figure: the same value of the same kind, or another way to it
supported AS (
    SELECT
        article_id,
        group_no,
        MAX(
            CASE
                WHEN tie = 'above_support'
                    THEN
                        CASE
                            WHEN notes[1] IN ('phrase', 'together', 'birthday') THEN 13
                            WHEN notes[1] IN ('rounded', 'fraction') THEN 8
                            WHEN notes[1] IN ('sum', 'duration') THEN 5
                            WHEN first.dimension IN ('date', 'ordinal') THEN 4
                            ELSE 6
                        END
                -- the same day or rank may be that of something else
                WHEN first.dimension IN ('date', 'ordinal') THEN 4 + likeness
                WHEN first.value = second.value THEN 7 + likeness
                ELSE 3
            END
        ) AS points
    FROM (
        SELECT * FROM held_against
        UNION ALL BY NAME
        SELECT * FROM pairs
    ) AS given
    WHERE agrees OR tie = 'above_support'
    GROUP BY article_id, group_no
),

rivals AS (
    SELECT held_against.*
    FROM held_against
    LEFT JOIN supported
        ON held_against.article_id = supported.article_id AND held_against.group_no = supported.group_no
    WHERE
        -- another figure of the sentence says what one below does: "100 to replace 1,000"
        (held_against.claim_id, held_against.second_id) NOT IN (
            SELECT (given.claim_id, given.second_id)
            FROM held_against AS given
            WHERE given.agrees
        )
        AND NOT LIST_CONTAINS(notes, 'others_more')
        -- "thousands" differs from nothing
        AND (
            held_against.second.value IS NOT NULL
            OR held_against.second.dimension = 'date'
            OR REGEXP_MATCHES(held_against.second.text, '\d')
        )
        -- far down, and of another noun: another day or rank
        AND (in_lead OR same_noun OR held_against.first.dimension NOT IN ('date', 'ordinal') OR likeness >= 3.5)
        -- a year or a share that the body gives too has its own place in it
        AND (
            supported.points IS NULL
            OR (
                held_against.first.dimension <> 'percentage'
                AND (held_against.first.printed_year IS NULL OR held_against.first.printed_day IS NOT NULL)
            )
        )
    QUALIFY
        ROW_NUMBER() OVER (
            PARTITION BY held_against.article_id, held_against.group_no
            ORDER BY weight DESC, held_against.second.span_start ASC
        ) = 1
),

weighed AS (
    SELECT
        looked_for.*,
        rivals.second AS rival,
        rivals.other_claim_id AS rival_claim_id,
        COALESCE(rivals.weight + 1, 0) AS rival_points,
        COALESCE(3 - supported.points, 3) AS support_points,
        CASE looked_for.place WHEN 'caption' THEN -5 WHEN 'standfirst' THEN -2 ELSE 0 END AS place_points,
        -- short times and counts up to four are worked out from what the body tells
        CASE
            WHEN rivals.same_noun THEN 0
            WHEN looked_for.first.unit = 'a' AND looked_for.first.value >= 5 THEN 0
            WHEN looked_for.first.dimension = 'duration' THEN -1
            WHEN looked_for.first.dimension IN ('count', 'other') AND looked_for.first.value <= 4 THEN -1
            ELSE 0
        END AS worked_out_points
    FROM looked_for
    LEFT JOIN rivals ON looked_for.article_id = rivals.article_id AND looked_for.group_no = rivals.group_no
    LEFT JOIN supported ON looked_for.article_id = supported.article_id AND looked_for.group_no = supported.group_no
),

asked AS (
    SELECT
        *,
        rival_points >= CASE
            WHEN first.weekday IS NOT NULL THEN 1.5
            WHEN first.dimension = 'date' THEN 2.5
            WHEN first.dimension = 'ordinal' THEN 3
            ELSE 4
        END AS is_conflict,
        CASE WHEN is_conflict THEN rival_points ELSE 0 END AS other_points,
        other_points + support_points + place_points + worked_out_points AS points
    FROM weighed
    WHERE
        points >= 2.5
        -- a date or rank that the body tells otherwise is asked about, one that it leaves out is not; nor does a brief tell all
        AND (
            is_conflict
            OR (
                first.dimension NOT IN ('date', 'ordinal')
                AND NOT LIST_HAS_ANY(notes, ['more', 'items'])
                AND (first.dimension <> 'score' OR rival.figure_id IS NOT NULL)
                AND article_id IN (
                    SELECT sentences.article_id FROM sentences
                    WHERE sentences.part = 'text'
                    GROUP BY sentences.article_id
                    HAVING COUNT(*) >= 2
                )
            )
        )
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
    || ' (weighed: other figure ' || PLAIN(other_points) || ', found below ' || PLAIN(support_points) || ', place '
    || PLAIN(place_points) || ', worked out ' || PLAIN(worked_out_points) || ': ' || PLAIN(points)
    || ', asked from 2.5)'
        AS reading,
    CASE WHEN is_conflict THEN [EVIDENCE_OF(rival, 'figure in the body')] ELSE [] END AS evidence,
    CASE
        WHEN NOT is_conflict THEN 'The body does not give this figure of the ' || place || '.'
        WHEN first.bound IN ('at_least', 'over') AND rival.value > first.value
            THEN 'The body gives a higher figure: the ' || place || ' may be out of date.'
        ELSE 'The ' || place || ' and the body give different figures for what looks like the same thing.'
    END AS message,
    CASE WHEN place = 'caption' THEN 'info' ELSE 'warning' END AS severity -- a caption has a story of its own
FROM asked
