/*
title = "Bracketed unit conversion"
severity = "critical"
since = "0.1.0"
sources = [
  "NIST Special Publication 811 (2008), appendix B: conversion factors",
  "AP Stylebook: metric system",
]
ask = "Which of the two measures is right?"
docs = '''
What it flags
A measure and its conversion in brackets that cannot be the same quantity, once both are allowed their rounding and their "about",
"more than" or "nearly". Short, long and metric tons, US and imperial gallons, and temperatures as differences are all tried.

Why it matters
One of the two numbers is wrong, often by a lost word or digit: "40 million hectares (98.8 acres)".

How to resolve
Convert the measure that the source gave, and correct the other.
'''

[[examples]]
text = '''The fire burned 40 million hectares (98.8 acres) of forest.'''
flags = ['''98.8 acres''']

[[examples]]
text = '''Engineers closed a 290-mile (300-kilometer) stretch of the line.'''
flags = ['''300-kilometer''']

[[examples]]
text = '''The wave was 13.1 meters (39.3 feet) high when it reached the harbor.'''
flags = ['''39.3 feet''']

[[examples]]
text = '''The town lies 30 km (20 miles) north of Norvale and covers about 12 square miles (31 square km).'''
flags = []

[[examples]]
text = '''It was 30 degrees Celsius (86 degrees Fahrenheit) at noon, and the quarry holds 100 tons (91 metric tons) of slate.'''
flags = []

[[examples]]
text = '''The ship was last seen 50 nautical miles (93 kilometers) off the coast.'''
flags = []

[[examples]]
text = '''The trophy weighs between 60 pounds and 70 pounds (27 kilograms and 32 kilograms).'''
flags = []

[[examples]]
text = '''The ship was 50 nautical miles (93 kilometers) off the coast.'''
flags = []

[[examples]]
text = '''The storm reached the coast at 60 mph (95 kph), 100 miles (106.93 km) south of Norvale.'''
flags = ['''106.93 km''']

[[examples]]
text = '''The ridge is 500 km (301 miles) long, and the road along it 40 miles (63 km). The wave was 6 cm (2.5 inches) high.'''
flags = ['''301 miles''']

[[examples]]
text = '''The cracks were 8 to 75 centimetres (3 to 50 inches) wide, and 1 to 2 miles (2 to 3 km) long.'''
flags = ['''3 to 50 inches''']

[[examples]]
text = '''Winds of 125 mph (205 kph) tore at the pier, and gusts of 75 mph (140 kph) at the mole.'''
flags = ['''140 kph''']

[[examples]]
text = '''The plaque, 60cm by 40cm (24in by 26in), was stolen; the thief is 6ft 2in (1.88m) tall.'''
flags = ['''26in''']

[[examples]]
text = '''Temperatures rose by 2C (35.6F) in a century. On Monday it was 2C (35.6F) at noon.'''
flags = ['''35.6F''']

[[examples]]
text = '''The zone reaches 200 nautical miles (322 km) from shore.'''
flags = ['''322 km''']

[[examples]]
text = '''The fever is likely to spread at 78°F (26°C), while the risk of the other is highest at 84°F (29°C). It was as cold as 3.26°C (37.8F).'''
flags = []

[[examples]]
text = '''The rock comes within 30 million miles (50m km) of us, and its twin within 30 million miles (90m km).'''
flags = ['''90m km''']
[[examples]]
text = '''Winds of 105 mph (165 kph) tore at the pier.'''
flags = []

[[examples]]
text = '''Winds of 60 mph (105 kph) tore at the pier, with gusts of 63 mph (104 kph) at the mole.'''
flags = ['''105 kph''', '''104 kph''']

[[examples]]
text = '''The ferries sail 20 to 200 miles (32 to 335 km), the launches 20 to 200 miles (32 to 328 km).'''
flags = ['''32 to 335 km''']
*/
-- A word may name several units (a ton has three): the pair is at fault where no reading of the two words agrees.
WITH sides AS (
    -- of two ranges each end has its conversion
    SELECT
        pairs.*,
        UNNEST(
            CASE
                WHEN pairs.first.value IS NOT NULL
                    -- the converter had the printed number before him: its own rounding opens it by a fortieth at most
                    THEN [{'reported': CUT(pairs.first), 'measure': TRIMMED(pairs.second, 0.025)}]
                WHEN pairs.second.value IS NULL
                    THEN LIST_TRANSFORM(
                        [
                            {'one': pairs.first.range_low::DOUBLE, 'other': pairs.second.range_low::DOUBLE},
                            {'one': pairs.first.range_high::DOUBLE, 'other': pairs.second.range_high::DOUBLE}
                        ],
                        LAMBDA ends : {
                            'reported': END_OF(pairs.first, ends.one, NULL),
                            'measure': END_OF(pairs.second, ends.other, 0.025)
                        }
                    )
            END
        ) AS side
    FROM pairs
    WHERE pairs.tie = 'bracket' AND pairs.first.unit <> pairs.second.unit
),

conversions AS MATERIALIZED (
    SELECT
        sides.*,
        -- winds are told in steps of five
        CASE WHEN goal.dimension = 'speed' AND sides.first.value % 5 = 0 THEN 2 ELSE 0 END AS slack,
        LOOSENED(sides.side.reported, slack) AS reported,
        CONVERTED(LOOSENED(sides.side.measure, slack), start, goal) AS expected
    FROM sides
    INNER JOIN main.units AS start ON start.name IN (sides.second.unit, sides.second.unit_name, sides.second.counted)
    INNER JOIN main.units AS goal ON goal.name IN (sides.first.unit, sides.first.unit_name, sides.first.counted)
    WHERE
        start.dimension = goal.dimension
        -- a rise by 2 degrees Celsius is one by 3.6 Fahrenheit, and not to 35.6
        AND NOT (LIST_CONTAINS(sides.notes, 'difference') AND start.dimension = 'temperature')
),

nearest AS (
    SELECT *
    FROM conversions
    QUALIFY
        ROW_NUMBER() OVER (
            PARTITION BY article_id, pair_id, side ORDER BY GAP(reported, expected) ASC, expected.low ASC
        ) = 1
)

SELECT
    claim_id,
    part,
    span_start,
    span_end,
    RECOMPUTED(first, reported, expected, '"' || second.text || '" in ' || first.unit_name) AS reading,
    [EVIDENCE_OF(second, 'other figure')] AS evidence,
    'The conversion does not agree with the measure before it, even after rounding.' AS message
FROM nearest
WHERE DISJOINT(reported, expected)
QUALIFY ROW_NUMBER() OVER (PARTITION BY article_id, pair_id ORDER BY GAP(reported, expected) DESC, expected.low ASC) = 1
