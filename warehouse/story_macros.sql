-- What checks and views ask of stories, tolls and notes of a change; after macros.sql.

-- Two tolls of one event, rows of the view `tolls`. "At least 40" is 40 so far: it differs from 50. "Over 80" may be 85.
CREATE OR REPLACE MACRO REACHES(ONE, OTHER) AS COALESCE(
    one.bound = 'over'
    AND other.value > one.value
    AND other.value - one.value < one.step,
    FALSE
);

CREATE OR REPLACE MACRO TOLLS_AGREE(A, B) AS
a.value = b.value
OR REACHES(a, b)
OR REACHES(b, a)
-- "nearly 1,400" is 1,373
OR (
    'about' IN (a.bound, b.bound)
    AND ABS(a.value - b.value) <= 0.05 * GREATEST(a.value, b.value)
)
-- of figures of unlike fineness the coarser may be the finer one rounded: 1,300 and 1,312
OR (
    a.step <> b.step
    AND LEAST(a.value, b.value) >= 1000
    AND ABS(a.value - b.value) <= GREATEST(a.step, b.step) / 2
);

-- Whether a figure was only written otherwise: the same number, or of two of unlike fineness the one rounded.
CREATE OR REPLACE MACRO SAME_NUMBER(A, B) AS
COALESCE(a.value = b.value, a.low IS NOT DISTINCT FROM b.low AND a.high IS NOT DISTINCT FROM b.high)
OR COALESCE(
    a.step <> b.step
    AND LEAST(ABS(a.value), ABS(b.value)) >= 1000
    AND ABS(a.value - b.value) <= GREATEST(a.step, b.step) / 2,
    FALSE
);

-- Whether a text names one of some places, or the other toll has one of like spelling; TRUE where no place is known.
CREATE OR REPLACE MACRO NAMES_ONE_OF(PLACES, WORDS, OTHERS) AS
LENGTH(places) = 0
OR LENGTH(LIST_FILTER(places, LAMBDA place : CONTAINS(LOWER(words), LOWER(place)))) > 0
OR LENGTH(
    LIST_FILTER(
        places,
        LAMBDA place : LENGTH(
            LIST_FILTER(others, LAMBDA other : JARO_WINKLER_SIMILARITY(LOWER(place), LOWER(other)) >= 0.9)
        ) > 0
    )
) > 0;

-- Why two tolls count different things, NULL where nothing says so: other people, another cause, time or place.
CREATE OR REPLACE MACRO SCOPE_APART(A, B) AS CASE
    WHEN LENGTH(a.who) > 0 AND LENGTH(b.who) > 0 AND NOT LIST_HAS_ANY(a.who, b.who) THEN 'other people'
    WHEN LIST_HAS_ANY(['children', 'women'], LIST_CONCAT(a.who, b.who)) AND a.who <> b.who THEN 'other people'
    WHEN a.with_attacker <> b.with_attacker THEN 'with the attacker'
    WHEN LENGTH(a.means) > 0 AND LENGTH(b.means) > 0 AND NOT LIST_HAS_ANY(a.means, b.means) THEN 'another cause'
    WHEN (a.period IS NULL) <> (b.period IS NULL) THEN 'over another time'
    WHEN a.day <> b.day THEN 'another day'
    -- nobody tells of a day that is still to come; one day for the time zones
    WHEN a.day > b.published_at::DATE + 1 OR b.day > a.published_at::DATE + 1 THEN 'another day'
    -- a day's dead and a whole war's: a slipped digit is tenfold
    WHEN GREATEST(a.figure.value, b.figure.value) > 30 * LEAST(a.figure.value, b.figure.value) THEN 'over another time'
    WHEN
        NOT NAMES_ONE_OF(a.places, b.article_text, b.places)
        AND NOT NAMES_ONE_OF(b.places, a.article_text, a.places)
        THEN 'another place'
END;

-- Whether the larger of two tolls may be the later one: it was published later, or the smaller was only the least.
CREATE OR REPLACE MACRO MAY_BE_LATER(A, B) AS
CASE
    WHEN a.figure.value > b.figure.value
        THEN COALESCE(a.published_at >= b.published_at, TRUE) OR b.figure.bound IN ('at_least', 'over')
    ELSE COALESCE(b.published_at >= a.published_at, TRUE) OR a.figure.bound IN ('at_least', 'over')
END;

-- Whether two articles have hours that tell their order: a date without its time says nothing of it within the day.
CREATE OR REPLACE MACRO HOURS_KNOWN(ONE, OTHER) AS COALESCE(
    one <> other AND EPOCH(one) % 86400 <> 0 AND EPOCH(other) % 86400 <> 0,
    FALSE
);

-- Whether a sentence is a note that something was changed: it begins as one, or says so of the story itself.
CREATE OR REPLACE MACRO SAYS_CHANGED(WORDS) AS
REGEXP_MATCHES(words, '(?i)^\W*(?:corrections?|clarifications?|editor[’'']?s?[’'']? note|corrected|recasts?)\b')
OR REGEXP_MATCHES(words, '(?i)^\W*\((?:corrects|updates|adds|recasts|clarifies)\b')
-- "Updated at 10:15" begins a note, "Updated lists hang in the hall" does not
OR REGEXP_MATCHES(words, '^\W*(?:UPDATED?|Updated|Update)(?:\W*:|\s+(?:at|on|with|to|by|in)\b|\W*\d|\W*$)')
OR REGEXP_MATCHES(
    words,
    '(?i)\b(?:this|(?:an? )?(?:earlier|previous|original) version of (?:this|the))\s+'
    '(?:story|article|report|page|post|headline|dispatch)\b[^.]{0,80}?'
    '\b(?:updated|corrected|amended|revised|clarified|edited|misstated|incorrectly|wrongly|said|gave|named)\b'
);

-- Whether a stored change brought a note that something was changed.
CREATE OR REPLACE MACRO BRINGS_NOTE(CHANGE) AS
change.kind IN ('headline', 'standfirst', 'sentence')
AND SAYS_CHANGED(change.after_text)
AND NOT SAYS_CHANGED(change.before_text);
