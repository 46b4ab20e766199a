/*
title = "Implausible value"
severity = "warning"
since = "0.1.0"
sources = [
  "Gerontology Research Group: verified supercentenarians (oldest age 122)",
  "World Meteorological Organization: weather and climate extremes archive",
]
ask = "Can this be, and in which unit?"
docs = '''
What it flags
A value that no such thing has been known to have: a person older than 122, air of more than 57 degrees Celsius or 135 Fahrenheit, more
sodium in a serving than a person could eat. The limits stand in a data file with their sources.

Why it matters
The number or its unit has slipped: grams for milligrams, Fahrenheit for Celsius.

How to resolve
Look the value up, and correct the number or the unit.
'''

[[examples]]
text = '''The 214-year-old woman was rescued by her neighbors, the police said.'''
flags = ['''214-year-old''']

[[examples]]
text = '''The 104-year-old woman was rescued from the 214-year-old house by her neighbors.'''
flags = []
*/
WITH limited AS (
    SELECT
        figures, -- noqa: RF02
        claims.claim_id,
        limits.source,
        STATED(figures) AS reported,
        {'low': COALESCE(limits.least, -1e30), 'high': COALESCE(limits.most, 1e30)} AS expected
    FROM figures
    INNER JOIN sentences ON figures.sentence_id = sentences.sentence_id AND figures.article_id = sentences.article_id
    INNER JOIN claims ON figures.sentence_id = claims.sentence_id AND figures.article_id = claims.article_id
    INNER JOIN limits
        ON
            figures.dimension = limits.dimension
            AND LIST_CONTAINS(limits.units, figures.unit)
            -- what is counted, or one of the two words that follow
            AND REGEXP_MATCHES(
                LOWER(
                    COALESCE(figures.counted, '') || ' '
                    || SUBSTR(sentences.text, figures.span_end - sentences.span_start + 1)
                ),
                '^\W*(?:\w+\W+){0,2}(?:' || ARRAY_TO_STRING(limits.counted, '|') || ')s?\b'
            )
)

SELECT
    claim_id,
    figures.part,
    figures.span_start,
    figures.span_end,
    RECOMPUTED(figures, reported, expected, 'from ' || source) AS reading,
    'No such thing is known to have this value.' AS message
FROM limited
WHERE DISJOINT(reported, expected)
