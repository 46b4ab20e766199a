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
days of publication; further away the flag is raised only when the weekday fits none of the years around, as a warning.

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
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    reading,
    partners AS evidence,
    CASE
        WHEN LIST_CONTAINS(qualifiers, 'slip:year')
            THEN 'The weekday does not fit this date; it fits the same date one year later.'
        ELSE 'The weekday does not fall on this date.'
    END AS message,
    CASE WHEN LIST_CONTAINS(qualifiers, 'far') THEN 'warning' ELSE 'critical' END AS severity
FROM comparisons
WHERE relation = 'weekday_date' AND (reported_high < expected_low OR reported_low > expected_high)
