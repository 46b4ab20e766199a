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
*/
SELECT
    claim_id,
    part,
    span_start,
    span_end,
    reading,
    partners AS evidence,
    CASE relation
        WHEN 'age_birth' THEN 'Someone born in that year is not this old at publication.'
        ELSE 'The year given does not lie this many years before publication.'
    END AS message
FROM comparisons
WHERE
    relation IN ('age_birth', 'years_ago')
    AND (reported_high < expected_low OR reported_low > expected_high)
