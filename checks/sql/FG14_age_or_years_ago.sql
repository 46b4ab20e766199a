/*
title = "Age or years ago against the year"
severity = "critical"
since = "0.1.0"
sources = [
  "AP Stylebook: ages",
  "Reuters Handbook of Journalism: Accuracy (ages and dates)",
]
ask = "Which is right, the year or the number of years?"
docs = '''
What it flags
An age that someone born in the year given cannot have at publication, and "N years ago" beside a year that lies further off or
nearer. A year either side is allowed for "years ago", half a decade and more for decades.

Why it matters
Ages and anniversaries are looked up by readers, and wrong ones are the commonest corrections of all.

How to resolve
Ask for the date of birth, or count the years again.
'''

[[examples]]
published = 2019-10-28T08:00:00Z
text = '''Members of the group, born beginning in 1997 with the oldest now being 42 years old, pays no rent.'''
flags = ['''42 years old''']

[[examples]]
published = 2017-04-29T08:00:00Z
text = '''The bridge was opened in 2007, 20 years ago, by the mayor.'''
flags = ['''20 years''']

[[examples]]
published = 2017-04-29T08:00:00Z
text = '''The bridge was opened in 1997, 20 years ago, by the mayor.'''
flags = []

[[examples]]
published = 2017-04-29T08:00:00Z
text = '''The bridge was opened in 1996, 20 years ago. The pier was built two decades ago, in 2004.'''
flags = []

[[examples]]
published = 2017-04-29T08:00:00Z
text = '''The pier was built two decades ago, in 2007.'''
flags = ['''two decades''']

[[examples]]
text = '''He died in 1947 aged 50; he was born in 1887.'''
flags = ['''50''']

[[examples]]
published = 2017-04-29T08:00:00Z
text = '''The pier, built in 1926, turns 90 this year.'''
flags = ['''90''']

[[examples]]
published = 2016-12-31T20:00:00-05:00
text = '''The pier, built in 1926, turns 90 this year.'''
flags = []

[[examples]]
published = 2023-04-29T08:00:00Z
text = '''Children born in 2014 read better by age 4 than those born in 2010, the ministry said.'''
flags = []
*/
WITH computed AS (
    SELECT
        pairs.*,
        pairs.second.printed_year AS year,
        COALESCE(died.second.printed_year, EXTRACT(YEAR FROM articles.published_on))::INTEGER AS now,
        -- "two decades" are 12.5 to 27.5 years
        CASE pairs.first.unit
            WHEN '10.a' THEN LOOSENED(SCALED(STATED(pairs.first), 10), 7.5) ELSE STATED(pairs.first)
        END AS reported,
        CASE pairs.tie
            WHEN 'age_this_year' THEN WIDENED(now - year, 0)
            WHEN 'years_ago' THEN WIDENED(now - year, 1)
            ELSE WIDENED(now - year - 0.5, 0.5) -- the birthday may be to come
        END AS expected
    FROM pairs
    INNER JOIN articles ON pairs.article_id = articles.article_id
    LEFT JOIN pairs AS died
        ON pairs.article_id = died.article_id AND pairs.group_no = died.group_no AND died.tie = 'died_in'
    WHERE
        pairs.tie IN ('age_now', 'age_this_year', 'age_at_death', 'years_ago')
        AND pairs.first.unit IN ('a', '10.a', 'count')
)

SELECT
    claim_id,
    part,
    span_start,
    span_end,
    RECOMPUTED(
        first,
        reported,
        expected,
        CASE tie
            WHEN 'years_ago' THEN 'as years from ' || year || ' to ' || now
            ELSE 'as the age in ' || now || ' with the year ' || year
        END
    ) AS reading,
    [EVIDENCE_OF(second, 'other figure')] AS evidence,
    CASE tie
        WHEN 'age_now' THEN 'Someone born in that year is not this old at publication.'
        WHEN 'age_at_death' THEN 'Someone born in that year was not this old at death.'
        WHEN 'age_this_year' THEN 'What began in that year is not this old in the year of publication.'
        ELSE 'The year given does not lie this many years before publication.'
    END AS message
FROM computed
WHERE DISJOINT(reported, expected)
