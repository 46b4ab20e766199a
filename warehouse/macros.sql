-- The arithmetic of printed figures, for checks and for analysts. A figure is a row of `figures` (name its alias: `spread(figures)`),
-- a spread is {'low', 'high'}: the values that it allows, both ends included. Numbers are DOUBLE; ends meet within a billionth.
-- DuckDB writes a macro's arguments out wherever they stand, so what stands more than once is worked out once, by a lambda over a list of one.

-- What the figure allows once arithmetic is done with it: its bound, and half of the last digit that it shows.
-- An open end is closed a quarter further on: "more than x" agrees with figures up to 1.25 x only.
CREATE OR REPLACE MACRO BOUNDED(F) AS {
    'low': COALESCE(
        f.low::DOUBLE,
        COALESCE(f.value, f.high)::DOUBLE
        - CASE WHEN f.high IS NULL THEN 0 ELSE 0.25 * ABS(COALESCE(f.value, f.high)::DOUBLE) END
    ),
    'high': COALESCE(
        f.high::DOUBLE,
        COALESCE(f.value, f.low)::DOUBLE
        + CASE WHEN f.low IS NULL THEN 0 ELSE 0.25 * ABS(COALESCE(f.value, f.low)::DOUBLE) END
    )
};

-- The printed value with nothing allowed but its bound.
CREATE OR REPLACE MACRO STATED(F) AS CASE
    WHEN f.value IS NOT NULL AND f.bound = 'exact' THEN {'low': f.value::DOUBLE, 'high': f.value::DOUBLE}
    ELSE BOUNDED(f)
END;

-- Half of the last digit shown: nothing for a bare count, an age, a score or a rank that shows all its digits.
CREATE OR REPLACE MACRO HALF_STEP(F) AS CASE
    WHEN f.value IS NULL THEN 0
    WHEN f.step = 1 AND f.dimension IN ('count', 'age', 'score', 'ordinal') THEN 0
    ELSE LEAST(COALESCE(f.step, 0)::DOUBLE, ABS(f.value::DOUBLE)) / 2
END;

CREATE OR REPLACE MACRO WIDENED(MIDDLE, HALF) AS LIST_TRANSFORM(
    [half], LAMBDA side : {'low': middle - side, 'high': middle + side}
)[1];

CREATE OR REPLACE MACRO SPREAD(F) AS LIST_TRANSFORM(
    [{'bounded': BOUNDED(f), 'stepped': WIDENED(f.value::DOUBLE, HALF_STEP(f))}],
    LAMBDA known : {
        'low': LEAST(known.bounded.low, known.stepped.low),
        'high': GREATEST(known.bounded.high, known.stepped.high)
    }
)[1];

-- What the printed digits allow, "about" and "nearly" taken as roundings: for sums that the reporter did.
CREATE OR REPLACE MACRO ROUNDED(F) AS CASE
    WHEN f.value IS NULL OR f.bound NOT IN ('about', 'exact') THEN SPREAD(f)
    ELSE WIDENED(
        f.value::DOUBLE,
        GREATEST(HALF_STEP(f), CASE f.bound WHEN 'about' THEN ABS(f.value::DOUBLE) / 40 ELSE 0 END)
    )
END;

-- The same where the last decimals may have been cut: "37.8" is 37.75 to 37.9.
CREATE OR REPLACE MACRO CUT(F) AS LIST_TRANSFORM(
    [ROUNDED(f)],
    LAMBDA spread : {
        'low': spread.low,
        'high': GREATEST(spread.high, CASE WHEN f.step < 1 THEN f.value::DOUBLE + 0.999 * f.step::DOUBLE END)
    }
)[1];

CREATE OR REPLACE MACRO SCALED(A, K) AS LIST_TRANSFORM(
    [a],
    LAMBDA one : {'low': LEAST(one.low * k, one.high * k), 'high': GREATEST(one.low * k, one.high * k)}
)[1];

CREATE OR REPLACE MACRO ADDED(A, B) AS {'low': a.low + b.low, 'high': a.high + b.high};

CREATE OR REPLACE MACRO SUBTRACTED(A, B) AS LIST_TRANSFORM(
    [{'a': a, 'b': b}], LAMBDA ab : {'low': ab.a.low - ab.b.high, 'high': ab.a.high - ab.b.low}
)[1];

CREATE OR REPLACE MACRO MULTIPLIED(A, B) AS LIST_TRANSFORM(
    [{'a': a, 'b': b}],
    LAMBDA ab : {
        'low': LEAST(ab.a.low * ab.b.low, ab.a.low * ab.b.high, ab.a.high * ab.b.low, ab.a.high * ab.b.high),
        'high': GREATEST(ab.a.low * ab.b.low, ab.a.low * ab.b.high, ab.a.high * ab.b.low, ab.a.high * ab.b.high)
    }
)[1];

-- NULL where the divisor may be zero or below it.
CREATE OR REPLACE MACRO DIVIDED(A, B) AS LIST_TRANSFORM(
    [{'a': a, 'b': b}],
    LAMBDA ab : CASE
        WHEN ab.b.low > 0
            THEN {
                'low': LEAST(ab.a.low / ab.b.low, ab.a.low / ab.b.high),
                'high': GREATEST(ab.a.high / ab.b.low, ab.a.high / ab.b.high)
            }
    END
)[1];

CREATE OR REPLACE MACRO ABSOLUTE(A) AS LIST_TRANSFORM(
    [a],
    LAMBDA spread : CASE
        WHEN spread.high <= 0 THEN {'low': -spread.high, 'high': -spread.low}
        WHEN spread.low < 0 THEN {'low': 0, 'high': GREATEST(-spread.low, spread.high)}
        ELSE spread
    END
)[1];

-- The change from one spread to another, in per cent of the first; NULL where the first may be zero.
CREATE OR REPLACE MACRO CHANGE_OF(A, B) AS CASE
    WHEN a.low > 0
        THEN {
            'low': 100 * LEAST(b.low / a.low, b.low / a.high) - 100,
            'high': 100 * GREATEST(b.high / a.low, b.high / a.high) - 100
        }
END;

-- How far two spreads stand apart: 0 where they meet.
CREATE OR REPLACE MACRO GAP(A, B) AS GREATEST(b.low - a.high, a.low - b.high, 0);

CREATE OR REPLACE MACRO DISJOINT(A, B) AS LIST_TRANSFORM(
    [{'a': a, 'b': b}],
    LAMBDA ab : GAP(ab.a, ab.b) > 1e-9 * GREATEST(ABS(ab.a.low), ABS(ab.a.high), ABS(ab.b.low), ABS(ab.b.high))
)[1];

CREATE OR REPLACE MACRO MEETS(A, B) AS NOT DISJOINT(a, b);

-- How many digits carry a figure: 2 for 250,000, 3 for 1.25.
CREATE OR REPLACE MACRO SIGNIFICANT_DIGITS(F) AS LENGTH(
    RTRIM(LTRIM(REPLACE(REGEXP_REPLACE(ABS(f.value)::VARCHAR, '\.?0+$', ''), '.', ''), '0'), '0')
);

-- What one of the last place printed is worth where a figure has decimals or a word of magnitude: 1,000 for "300K"; 0 else.
CREATE OR REPLACE MACRO LAST_PLACE(F) AS COALESCE(
    CASE WHEN REGEXP_MATCHES(f.text, '^[^\d]*(?:mln|bln|illion|thousand)') THEN f.step::DOUBLE END,
    ABS(f.value::DOUBLE)
    / NULLIF(TRY_CAST(REPLACE(REGEXP_EXTRACT(f.text, '\d[\d,]*(?:\.\d+)?'), ',', '') AS DOUBLE), 0)
    * POW(10, -LENGTH(REGEXP_EXTRACT(f.text, '\d\.(\d+)', 1)))
    * CASE
        WHEN REGEXP_MATCHES(f.text, '\d\.\d|\d\s?-?(?:[KkMmBb]|tn|mln|bln|hundred|thousand|trillion)') THEN 1 ELSE 0
    END,
    0
);

-- Whether two figures can be one number: equal, inside each other's bound, or one the rounding or the cut of the other.
CREATE OR REPLACE MACRO RESTATES(A, B) AS
a.value IS NOT DISTINCT FROM b.value
OR MEETS(STATED(a), STATED(b))
-- "over 1,000" is cut from 1,300
OR COALESCE(a.bound IN ('over', 'at_least') AND b.value - a.value BETWEEN 0 AND a.step * 0.999, FALSE)
OR COALESCE(
    (
        a.step <> b.step
        AND ABS(a.value - b.value) <= LEAST(GREATEST(a.step, b.step) / 2, 0.05 * LEAST(ABS(a.value), ABS(b.value)))
        -- the coarser one is the finer one cut
        OR (a.value < b.value AND b.value - a.value < LAST_PLACE(a) * 0.999)
        OR (b.value < a.value AND a.value - b.value < LAST_PLACE(b) * 0.999)
    ),
    FALSE
);

-- Whether a slip tells nothing: ten times a number below ten, or a thousand times one below a thousand, is chance.
CREATE OR REPLACE MACRO BY_CHANCE(SLIP, A, B) AS COALESCE(
    LEAST(ABS(a.value), ABS(b.value)) < CASE slip WHEN 'x10' THEN 10 WHEN 'magnitude' THEN 1000 END, FALSE
);

-- The two sides of a vote or score as printed, the smaller first: [48, 52] for "52-48"; NULL for another figure.
CREATE OR REPLACE MACRO SIDES(F) AS CASE
    WHEN
        f.dimension IN ('score', 'percentage')
        AND REGEXP_MATCHES(f.text, '^\D*\d{1,9}\s*%?\s*[-–—]\s*\d{1,9}\D*$')
        THEN LIST_SORT(LIST_TRANSFORM(REGEXP_EXTRACT_ALL(f.text, '\d+'), LAMBDA side : side::BIGINT))
END;

-- Whether two dates can be one: nothing that both print differs, or the days that they resolve to overlap.
CREATE OR REPLACE MACRO DATES_MEET(A, B) AS CASE
    WHEN
        COALESCE(
            a.weekday || b.weekday,
            (a.printed_year + b.printed_year)::VARCHAR,
            (a.printed_month + b.printed_month)::VARCHAR,
            (a.printed_day + b.printed_day)::VARCHAR
        ) IS NOT NULL
        THEN
            COALESCE(a.weekday = b.weekday, TRUE)
            AND COALESCE(a.printed_year = b.printed_year, TRUE)
            AND COALESCE(a.printed_month = b.printed_month, TRUE)
            AND COALESCE(a.printed_day = b.printed_day, TRUE)
    ELSE COALESCE(a.time_start <= b.time_end AND b.time_start <= a.time_end, FALSE)
END;

-- A spread in another unit; `start` and `goal` are rows of `units`.
CREATE OR REPLACE MACRO CONVERTED(A, START, GOAL) AS {
    'low': (a.low * start.factor + start.zero - goal.zero) / goal.factor,
    'high': (a.high * start.factor + start.zero - goal.zero) / goal.factor
};

-- A number as a reviewer reads it: grouped, at most three decimals.
CREATE OR REPLACE MACRO PLAIN(X) AS LIST_TRANSFORM(
    [x::DOUBLE],
    LAMBDA value : CASE
        WHEN ABS(value) >= 1e15 THEN FORMAT('{:.3e}', value)
        WHEN ABS(value) < 10 THEN REGEXP_REPLACE(FORMAT('{:,.3f}', value), '\.?0+$', '')
        ELSE REGEXP_REPLACE(FORMAT('{:,.1f}', value), '\.0$', '')
    END
)[1];

CREATE OR REPLACE MACRO IN_WORDS(A) AS LIST_TRANSFORM(
    [{'low': PLAIN(a.low), 'high': PLAIN(a.high)}],
    LAMBDA said : CASE WHEN said.low = said.high THEN said.low ELSE said.low || ' to ' || said.high END
)[1];

-- The recomputation in one line; `how` says what was computed, in words.
CREATE OR REPLACE MACRO RECOMPUTED(F, REPORTED, EXPECTED, HOW) AS
'reported "' || f.text || '", read as ' || LIST_TRANSFORM(
    [{'reported': reported, 'expected': expected}],
    LAMBDA ab : IN_WORDS(ab.reported) || '; recomputed ' || how || ': ' || IN_WORDS(ab.expected) || CASE
        WHEN GAP(ab.reported, ab.expected) > 0
            THEN '; difference ' || PLAIN(GAP(ab.reported, ab.expected)) || ' after rounding'
        ELSE '; they agree within rounding'
    END
)[1];

-- A figure as one piece of evidence for a flag.
CREATE OR REPLACE MACRO EVIDENCE_OF(F, ROLE) AS {
    'article_id': f.article_id, 'part': f.part, 'span_start': f.span_start, 'span_end': f.span_end, 'role': role
};

CREATE OR REPLACE MACRO LOOSENED(A, SLACK) AS {'low': a.low - slack, 'high': a.high + slack};

CREATE OR REPLACE MACRO MIDDLE(A) AS (a.low + a.high) / 2;

-- The n-th number that a figure prints: 46 and 42 of "from 46 to 42 percent".
CREATE OR REPLACE MACRO NUMBER_AT(F, N) AS TRY_CAST(
    REPLACE(REGEXP_EXTRACT_ALL(f.text, '\d[\d,]*(?:\.\d+)?')[n], ',', '') AS DOUBLE
);

-- Half of the last digit place that a number prints, zeros counted as digits; `scale` is what its one is worth.
CREATE OR REPLACE MACRO HALF_PLACE(F, SCALE) AS 0.5 * scale * POW(10, -LENGTH(REGEXP_EXTRACT(f.text, '\d\.(\d+)', 1)));

-- What the printed digits allow, the zeros at the end of a number no more than a share of it: "400" is no 350 to 450.
CREATE OR REPLACE MACRO TRIMMED(F, SHARE) AS CASE
    WHEN f.value IS NULL OR f.bound NOT IN ('about', 'exact') THEN SPREAD(f)
    ELSE
        WIDENED(
            f.value::DOUBLE,
            LEAST(
                GREATEST(HALF_STEP(f), CASE f.bound WHEN 'about' THEN ABS(f.value::DOUBLE) / 40 ELSE 0 END),
                GREATEST(
                    share * ABS(f.value::DOUBLE),
                    HALF_PLACE(f, CASE WHEN NUMBER_AT(f, 1) > 0 THEN ABS(f.value::DOUBLE) / NUMBER_AT(f, 1) END)
                )
            )
        )
END;

-- One end of a range with its rounding, that of its last zeros at most a share of it.
CREATE OR REPLACE MACRO END_OF(F, VALUE, SHARE) AS WIDENED(
    value,
    GREATEST(
        HALF_PLACE(f, GREATEST(1, COALESCE(f.range_high::DOUBLE / GREATEST(NUMBER_AT(f, 1), NUMBER_AT(f, 2)), 1))),
        CASE
            WHEN f.dimension IN ('percentage', 'age', 'score', 'ordinal') OR f.range_low % 1 <> 0 THEN 0
            ELSE LEAST(share * ABS(value), 0.5 * POW(10, LENGTH(REGEXP_EXTRACT(f.range_low::HUGEINT::VARCHAR, '0*$'))))
        END
    )
);

-- Where a change began and where it ended: two figures, or the ends of one (`other` is NULL), which falls if the higher is printed first.
CREATE OR REPLACE MACRO START_OF(ONE, OTHER, FALLS, SHARE) AS CASE
    WHEN other.figure_id IS NOT NULL THEN TRIMMED(one, share)
    WHEN NUMBER_AT(one, 2) IS NOT NULL
        THEN
            END_OF(
                one,
                COALESCE(CASE WHEN falls THEN one.range_high ELSE one.range_low END, NUMBER_AT(one, 1))::DOUBLE,
                share
            )
END;

CREATE OR REPLACE MACRO FINISH_OF(ONE, OTHER, FALLS, SHARE) AS CASE
    WHEN other.figure_id IS NOT NULL THEN TRIMMED(other, share)
    WHEN NUMBER_AT(one, 2) IS NOT NULL
        THEN
            END_OF(
                one,
                COALESCE(CASE WHEN falls THEN one.range_low ELSE one.range_high END, NUMBER_AT(one, 2))::DOUBLE,
                share
            )
END;

CREATE OR REPLACE MACRO QUOTED(ONE, OTHER) AS '"' || one.text || '"' || COALESCE(' to "' || other.text || '"', '');

-- Two figures as evidence, the second where there is one.
CREATE OR REPLACE MACRO BOTH_OF(ONE, OTHER) AS CASE
    WHEN other.figure_id IS NULL THEN [EVIDENCE_OF(one, 'other figure')]
    ELSE [EVIDENCE_OF(one, 'other figure'), EVIDENCE_OF(other, 'other figure')]
END;
