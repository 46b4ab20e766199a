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
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    reading,
    partners AS evidence,
    CASE relation
        WHEN 'impossible_date' THEN 'The calendar has no such day.'
        ELSE 'This is told as past, but the date lies after publication.'
    END AS message,
    CASE relation WHEN 'impossible_date' THEN 'critical' ELSE 'warning' END AS severity
FROM comparisons
WHERE
    relation IN ('impossible_date', 'future_date')
    AND (reported_high < expected_low OR reported_low > expected_high)
