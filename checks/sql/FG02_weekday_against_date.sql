/*
title = "Weekday against date"
severity = "critical"
since = "0.1.0"
sources = [
  "The Gregorian calendar, ISO 8601",
  "Reuters Handbook of Journalism: Accuracy (dates and days)",
]
ask = "Which is right, the weekday or the date?"
docs = '''
What it flags
A weekday that stands with a date on which it does not fall. The year is the one given, else the one that puts the date within 14
days of publication; further away the flag is raised only when the weekday fits none of the years around or just before, as a warning.

Why it matters
One of the two is wrong, and a reader may come on the wrong day. In January the year is often last year's.

How to resolve
Look the date up, and correct the weekday, the day or the year.
'''

[[examples]]
text = '''The hearing will be held on Saturday, July 17, 2020, the court said.'''
flags = ['''Saturday, July 17, 2020''']

[[examples]]
published = 2020-01-10T08:00:00Z
text = '''The council met on Friday, Jan. 10, 2019, to discuss the bridge.'''
flags = ['''Friday, Jan. 10, 2019''']

[[examples]]
published = 2014-11-03T08:00:00Z
text = '''Voters queued for hours on Monday, Nov. 2, in Norvale.'''
flags = ['''Monday, Nov. 2''']

[[examples]]
text = '''The hearing was held on Friday, July 17, 2020, the court said. It resumed on Monday, 20 July 2020.'''
flags = []

[[examples]]
text = '''The festival runs from Saturday, July 18 to 20, in the old town.'''
flags = []

[[examples]]
published = 2014-11-03T08:00:00Z
text = '''Voters queued on Sunday, March 15, and on Saturday, Nov. 23, in Norvale.'''
flags = []

[[examples]]
published = 2014-11-03T08:00:00Z
text = '''Voters queued on Friday, March 15, in Norvale.'''
flags = ['''Friday, March 15''']

[[examples]]
published = 2015-03-02T08:00:00Z
text = '''The night ferry ran aground in 2010, and the inquest has now opened.

On Wednesday evening, October 6, the crew had gone ashore in Norvale.'''
flags = []

[[examples]]
published = 2015-03-02T08:00:00Z
text = '''The night ferry ran aground in 2010, and the inquest has now opened.

On Saturday evening, October 6, the crew had gone ashore in Norvale.'''
flags = ['''Saturday evening, October 6''']

[[examples]]
published = 2016-12-16T08:00:00Z
text = '''A report tells of the last hours of the night ferry, which sank last year. It left Norvale on Monday, Dec. 14.'''
flags = []

[[examples]]
published = 2015-12-31T21:00:00-05:00
text = '''The council met on Wednesday, Nov. 18, to discuss the bridge.'''
flags = []

[[examples]]
text = '''The great fire began on Sunday, 2 September 1666, the diary says.'''
flags = []

[[examples]]
text = '''The report was in the Norvale Sun, August 16, 2008, and in the Orsk Mail.'''
flags = []

[[examples]]
text = '''By the old calendar of Osk the palace fell on Wednesday, 25 October 1917.'''
flags = []
*/
WITH dated AS (
    SELECT
        pairs.*,
        COALESCE(pairs.second.weekday, pairs.first.weekday) AS said,
        articles.published_on AS issued,
        EXTRACT(YEAR FROM articles.published_on)::INTEGER AS issue_year,
        LEFT(articles.text, pairs.first.span_start) AS before,
        '\b(?:1[7-9]|20)\d\d\b' AS any_year,
        -- another year of the sentence may be the date's, and so may the last one of a story that tells of it
        REGEXP_EXTRACT_ALL(sentences.text, any_year)::INTEGER[]
        || CASE WHEN CONTAINS(before, 'last year') THEN [issue_year - 1] ELSE [] END AS years_beside,
        -- so may one before a date that lies far back
        CASE
            WHEN pairs.first.printed_year IS NULL THEN REGEXP_EXTRACT_ALL(before, any_year)::INTEGER[] ELSE []
        END AS years_before
    FROM pairs
    INNER JOIN articles ON pairs.article_id = articles.article_id
    INNER JOIN sentences
        ON pairs.article_id = sentences.article_id AND pairs.first.sentence_id = sentences.sentence_id
    WHERE pairs.tie = 'weekday_date' AND NOT LIST_CONTAINS(pairs.notes, 'old_style')
),

candidates AS (
    SELECT
        *,
        UNNEST(
            LIST_DISTINCT(
                years_beside || years_before || CASE
                    WHEN first.printed_year IS NOT NULL THEN [first.printed_year]
                    ELSE [issue_year - 1, issue_year, issue_year + 1]
                END
            )
        ) AS year
    FROM dated
),

days AS (
    SELECT
        *,
        TRY_CAST(FORMAT('{:04d}-{:02d}-{:02d}', year, first.printed_month, first.printed_day) AS DATE) AS day,
        ABS(DATE_DIFF('day', day, issued)) AS distance
    FROM candidates
    WHERE day >= DATE '1752-09-14' -- earlier days are of the Julian calendar
),

-- of a date without its year the nearest stands, if within 14 days of publication; else none of the years around may fit
likely AS (
    SELECT
        *,
        MIN(distance) OVER (PARTITION BY article_id, pair_id) AS nearest,
        first.printed_year IS NULL AND nearest > 14 AS is_far
    FROM days
    QUALIFY
        LIST_CONTAINS(years_beside, year)
        OR distance = nearest
        OR (is_far AND (distance <= 400 OR LIST_CONTAINS(years_before, year)))
),

judged AS (
    SELECT
        ANY_VALUE(likely) AS row,
        BOOL_OR(DAYNAME(day) = said) AS fits,
        ARG_MIN(day, (distance, day)) AS day
    FROM likely
    GROUP BY article_id, pair_id
)

SELECT
    row.claim_id,
    row.part,
    LEAST(row.span_start, row.second.span_start) AS span_start,
    GREATEST(row.span_end, row.second.span_end) AS span_end,
    'reported "' || row.first.text || '", read as ' || row.said || ' ' || day
    || '; recomputed from the calendar: that day was a ' || DAYNAME(day) AS reading,
    [EVIDENCE_OF(row.first, 'date')] AS evidence,
    CASE
        WHEN row.first.printed_year = row.issue_year - 1 AND DAYNAME(day + INTERVAL 1 YEAR) = row.said
            THEN 'The weekday does not fit this date; it fits the same date one year later.'
        ELSE 'The weekday does not fall on this date.'
    END AS message,
    CASE WHEN row.is_far THEN 'warning' ELSE 'critical' END AS severity
FROM judged
WHERE NOT fits
