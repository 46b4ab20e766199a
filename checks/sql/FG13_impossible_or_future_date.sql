/*
title = "Impossible or future date"
severity = "critical"
since = "0.1.0"
sources = [
  "The Gregorian calendar, ISO 8601",
  "Reuters Handbook of Journalism: Accuracy (dates and days)",
]
ask = "Which day was it?"
docs = '''
What it flags
A day that the calendar does not have (30 February, 31 June), and something told in the past tense as having happened on a full date
that lies after publication.

Why it matters
The date is wrong. In January the year is often last year's or next year's.

How to resolve
Look the date up, and correct the day, the month or the year.
'''

[[examples]]
text = '''The bridge was opened on February 30 by the mayor of Norvale.'''
flags = ['''February 30''']

[[examples]]
published = 2019-05-10T08:00:00Z
text = '''The bridge was opened on June 12, 2019, by the mayor of Norvale.'''
flags = ['''June 12, 2019''']

[[examples]]
published = 2019-05-10T08:00:00Z
text = '''The bridge will be opened on June 12, 2019, and was closed on April 30, 2018.'''
flags = []

[[examples]]
published = 2019-05-10T08:00:00Z
text = '''The bridge was opened on May 12, 2019, by the mayor of Norvale.'''
flags = []

[[examples]]
published = 2019-05-10T08:00:00Z
text = '''The bridge was opened on May 13, 2019, by the mayor of Norvale.'''
flags = ['''May 13, 2019''']

[[examples]]
text = '''The tax was paid on 31/04/2014, and again on 29 February 2012.'''
flags = ['''31/04/2014''']

[[examples]]
text = '''The ferry was bought by a Norvale firm. This article was amended on Thursday December 13, 2007.'''
published = 2007-12-07T00:00:00Z
flags = []
*/
WITH dated AS (
    SELECT
        figures, -- noqa: RF02
        claims.claim_id,
        -- without its year, a leap year: 29 February may stand
        DAY(LAST_DAY(MAKE_DATE(COALESCE(figures.printed_year, 2024), figures.printed_month, 1))) AS days
    FROM figures
    INNER JOIN claims ON figures.sentence_id = claims.sentence_id AND figures.article_id = claims.article_id
)

SELECT
    claim_id,
    figures.part,
    figures.span_start,
    figures.span_end,
    'reported "' || figures.text || '"; the month has ' || days || ' days' AS reading,
    'The calendar has no such day.' AS message,
    'critical' AS severity
FROM dated
WHERE figures.printed_day > days
UNION ALL
SELECT
    pairs.claim_id,
    pairs.part,
    pairs.span_start,
    pairs.span_end,
    'reported "' || pairs.first.text || '", read as ' || pairs.first.time_start
    || '; the page was published on ' || articles.published_on AS reading,
    'This is told as past, but the date lies after publication.' AS message,
    'warning' AS severity
FROM pairs
INNER JOIN articles ON pairs.article_id = articles.article_id
INNER JOIN sentences ON pairs.first.sentence_id = sentences.sentence_id AND pairs.article_id = sentences.article_id
WHERE
    pairs.tie = 'told_on'
    -- a note on the page tells of a later day
    AND NOT REGEXP_MATCHES(sentences.text, '(?i)\b(?:amended|corrected|updated|republished)\b')
    AND pairs.first.printed_year IS NOT NULL
    -- two days of grace: time zones, and pages dated on the eve
    AND pairs.first.time_start > articles.published_on + 2
