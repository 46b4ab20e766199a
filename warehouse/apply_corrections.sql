-- What people corrected, put into the rows that checks read; the rows as they were read lie in the schema uncorrected.
-- temp.fixes holds each standing correction once for every article that has its sentence.
-- other words for a figure: one whose place another has stays where it is; what was corrected on its old words goes along
CREATE OR REPLACE TEMP TABLE moved AS
SELECT
    there.article_id,
    there.figure_id,
    there.part,
    there.span_start,
    there.span_end,
    fixes.to_first,
    fixes.to_last,
    fixes.corrected
FROM temp.fixes
INNER JOIN main.figures AS there
    ON
        fixes.article_id = there.article_id AND fixes.part = there.part
        AND fixes.first = there.span_start AND fixes.last = there.span_end
WHERE
    fixes.kind = 'figure_words'
    AND NOT EXISTS (
        SELECT 1 FROM main.figures AS beside
        WHERE
            beside.article_id = there.article_id AND beside.part = there.part
            AND beside.figure_id <> there.figure_id
            AND beside.span_start < fixes.to_last AND fixes.to_first < beside.span_end
    );

UPDATE main.figures SET span_start = moved.to_first, span_end = moved.to_last, text = moved.corrected
FROM temp.moved
WHERE figures.article_id = moved.article_id AND figures.figure_id = moved.figure_id;

INSERT INTO temp.fixes
SELECT fixes.* REPLACE (moved.to_first AS first, moved.to_last AS last)
FROM temp.fixes
INNER JOIN temp.moved
    ON
        fixes.article_id = moved.article_id AND fixes.part = moved.part
        AND fixes.first < moved.span_end AND fixes.last > moved.span_start
WHERE fixes.kind IN ('value', 'unit', 'counted', 'not_figure');

-- not a claim
DELETE FROM main.figure_pairs USING main.claims, temp.fixes
WHERE
    fixes.kind = 'not_claim' AND claims.article_id = fixes.article_id AND claims.sentence_id = fixes.sentence_id
    AND figure_pairs.article_id = claims.article_id
    AND claims.claim_id IN (figure_pairs.claim_id, figure_pairs.other_claim_id);

DELETE FROM main.features USING main.claims, temp.fixes
WHERE
    fixes.kind = 'not_claim' AND claims.article_id = fixes.article_id AND claims.sentence_id = fixes.sentence_id
    AND features.article_id = claims.article_id AND features.claim_id = claims.claim_id;

-- a claim that is none asks nothing, and neither does one whose speaker is known now
DELETE FROM main.signs USING main.claims, temp.fixes
WHERE
    fixes.kind IN ('not_claim', 'speaker')
    AND claims.article_id = fixes.article_id AND claims.sentence_id = fixes.sentence_id
    AND signs.article_id = claims.article_id AND signs.claim_id = claims.claim_id;

DELETE FROM main.claims USING temp.fixes
WHERE fixes.kind = 'not_claim' AND claims.article_id = fixes.article_id AND claims.sentence_id = fixes.sentence_id;

-- not a figure
DELETE FROM main.figure_pairs USING main.figures, temp.fixes
WHERE
    fixes.kind = 'not_figure' AND figures.article_id = fixes.article_id AND figures.part = fixes.part
    AND figures.span_start < fixes.last AND fixes.first < figures.span_end
    AND figure_pairs.article_id = figures.article_id
    AND figures.figure_id IN (figure_pairs.first_id, figure_pairs.second_id);

DELETE FROM main.figures USING temp.fixes
WHERE
    fixes.kind = 'not_figure' AND figures.article_id = fixes.article_id AND figures.part = fixes.part
    AND figures.span_start < fixes.last AND fixes.first < figures.span_end;

-- not a quotation
UPDATE main.claims SET quoted = FALSE FROM temp.fixes
WHERE fixes.kind = 'not_quotation' AND claims.article_id = fixes.article_id AND claims.sentence_id = fixes.sentence_id;

DELETE FROM main.quotations USING temp.fixes
WHERE
    fixes.kind = 'not_quotation' AND quotations.article_id = fixes.article_id AND quotations.part = fixes.part
    AND quotations.span_start < fixes.last AND fixes.first < quotations.span_end;

-- another value, unit or thing counted: of several for one figure the newest
UPDATE main.figures SET
    value = COALESCE(told.amount, figures.value),
    low = COALESCE(told.amount, figures.low),
    high = COALESCE(told.amount, figures.high),
    range_low = CASE WHEN told.amount IS NULL THEN figures.range_low END,
    range_high = CASE WHEN told.amount IS NULL THEN figures.range_high END,
    bound = CASE WHEN told.amount IS NULL THEN figures.bound ELSE 'exact' END,
    unit = COALESCE(told.unit, figures.unit),
    unit_name = COALESCE(told.unit, figures.unit_name),
    counted = COALESCE(told.counted, figures.counted),
    counted_head = COALESCE(REGEXP_EXTRACT(LOWER(told.counted), '(\w+)\W*$', 1), figures.counted_head)
FROM (
    SELECT
        there.article_id,
        there.figure_id,
        ARG_MAX(TRY_CAST(fixes.corrected AS DECIMAL(38, 9)), fixes.decided_at)
        FILTER (WHERE fixes.kind = 'value') AS amount,
        ARG_MAX(fixes.corrected, fixes.decided_at) FILTER (WHERE fixes.kind = 'unit') AS unit,
        ARG_MAX(fixes.corrected, fixes.decided_at) FILTER (WHERE fixes.kind = 'counted') AS counted
    FROM main.figures AS there
    INNER JOIN temp.fixes
        ON
            there.article_id = fixes.article_id AND there.part = fixes.part
            AND there.span_start < fixes.last AND there.span_end > fixes.first
    WHERE fixes.kind IN ('value', 'unit', 'counted')
    GROUP BY there.article_id, there.figure_id
) AS told
WHERE figures.article_id = told.article_id AND figures.figure_id = told.figure_id;

-- another speaker
DELETE FROM main.attributions USING temp.fixes
WHERE
    fixes.kind = 'speaker' AND attributions.article_id = fixes.article_id AND attributions.part = fixes.part
    AND LEN(
        LIST_FILTER(attributions.content, LAMBDA span : span.span_start < fixes.last AND fixes.first < span.span_end)
    ) > 0;

INSERT INTO main.attributions BY NAME
SELECT
    fixes.article_id,
    LEFT(MD5('speaker' || fixes.correction_id || fixes.article_id), 20) AS attribution_id,
    fixes.sentence_id,
    fixes.part,
    [] AS source,
    [] AS cue,
    [{'span_start': fixes.first, 'span_end': fixes.last}] AS content,
    fixes.corrected AS source_text,
    '' AS cue_text,
    'indirect' AS kind,
    'speech' AS attribution_class,
    'named_person' AS source_kind,
    fixes.corrected AS canonical_source,
    FALSE AS inherited,
    speaker_keys.person_key
FROM temp.fixes
LEFT JOIN temp.speaker_keys ON fixes.corrected = speaker_keys.name
WHERE fixes.kind = 'speaker';

UPDATE main.claims SET attribution_id = LEFT(MD5('speaker' || fixes.correction_id || fixes.article_id), 20)
FROM temp.fixes
WHERE
    fixes.kind = 'speaker' AND claims.article_id = fixes.article_id
    AND claims.sentence_id = fixes.sentence_id;

UPDATE main.figures SET attribution_id = LEFT(MD5('speaker' || fixes.correction_id || fixes.article_id), 20)
FROM temp.fixes
WHERE
    fixes.kind = 'speaker' AND figures.article_id = fixes.article_id
    AND figures.sentence_id = fixes.sentence_id;

UPDATE main.quotations SET attribution_id = LEFT(MD5('speaker' || fixes.correction_id || fixes.article_id), 20)
FROM temp.fixes
WHERE
    fixes.kind = 'speaker' AND quotations.article_id = fixes.article_id
    AND quotations.sentence_id = fixes.sentence_id;

-- another kind of source
UPDATE main.attributions SET source_kind = fixes.corrected FROM temp.fixes
WHERE
    fixes.kind = 'source_kind' AND attributions.article_id = fixes.article_id
    AND attributions.sentence_id = fixes.sentence_id;

-- other words for a source and for what was said
UPDATE main.attributions SET
    source = [{'span_start': fixes.to_first, 'span_end': fixes.to_last}],
    source_text = fixes.corrected,
    canonical_source = fixes.corrected,
    person_key = CASE WHEN attributions.source_kind = 'named_person' THEN speaker_keys.person_key END
FROM temp.fixes
LEFT JOIN temp.speaker_keys ON fixes.corrected = speaker_keys.name
WHERE
    fixes.kind = 'source_words' AND attributions.article_id = fixes.article_id AND attributions.part = fixes.part
    AND LEN(LIST_FILTER(attributions.content, LAMBDA span : span.span_start = fixes.first)) > 0;

UPDATE main.quotations SET
    span_start = fixes.to_first,
    span_end = fixes.to_last,
    text = fixes.corrected
FROM temp.fixes
WHERE
    fixes.kind = 'said_words' AND quotations.article_id = fixes.article_id AND quotations.part = fixes.part
    AND quotations.span_start < fixes.last AND fixes.first < quotations.span_end;

UPDATE main.attributions SET
    content = LIST_TRANSFORM(
        attributions.content,
        LAMBDA span : CASE
            WHEN span.span_start = fixes.first THEN {'span_start': fixes.to_first, 'span_end': fixes.to_last} ELSE span
        END
    )
FROM temp.fixes
WHERE
    fixes.kind = 'said_words' AND attributions.article_id = fixes.article_id AND attributions.part = fixes.part
    AND LEN(LIST_FILTER(attributions.content, LAMBDA span : span.span_start = fixes.first)) > 0;

-- other words for a claim: its row is its sentence, which ids and decisions stand on; what is outside the words asks nothing
DELETE FROM main.features USING main.claims, temp.fixes
WHERE
    fixes.kind = 'claim_words' AND claims.article_id = fixes.article_id AND claims.sentence_id = fixes.sentence_id
    AND features.article_id = claims.article_id AND features.claim_id = claims.claim_id
    AND NOT (features.span_start < fixes.to_last AND fixes.to_first < features.span_end);

DELETE FROM main.signs USING main.claims, temp.fixes
WHERE
    fixes.kind = 'claim_words' AND claims.article_id = fixes.article_id AND claims.sentence_id = fixes.sentence_id
    AND signs.article_id = claims.article_id AND signs.claim_id = claims.claim_id
    AND NOT (signs.span_start < fixes.to_last AND fixes.to_first < signs.span_end);

-- what was missed
INSERT INTO main.claims BY NAME
SELECT
    fixes.article_id,
    LEFT(MD5('claim' || fixes.sentence_id), 20) AS claim_id,
    fixes.sentence_id,
    fixes.part,
    sentences.span_start,
    sentences.span_end,
    sentences.text,
    1.0 AS check_worthiness,
    FALSE AS quoted
FROM temp.fixes
INNER JOIN main.sentences ON fixes.article_id = sentences.article_id AND fixes.sentence_id = sentences.sentence_id
ANTI JOIN main.claims AS there ON fixes.article_id = there.article_id AND fixes.sentence_id = there.sentence_id
WHERE fixes.kind = 'claim';

INSERT INTO main.figures BY NAME
SELECT
    fixes.article_id,
    LEFT(MD5('figure' || fixes.correction_id || fixes.article_id), 20) AS figure_id,
    fixes.sentence_id,
    fixes.part,
    fixes.first AS span_start,
    fixes.last AS span_end,
    fixes.words AS text,
    TRY_CAST(fixes.corrected AS DECIMAL(38, 9)) AS value,
    TRY_CAST(fixes.corrected AS DECIMAL(38, 9)) AS low,
    TRY_CAST(fixes.corrected AS DECIMAL(38, 9)) AS high,
    'exact' AS bound,
    'count' AS dimension,
    'count' AS unit,
    '' AS unit_name,
    [] AS reads,
    FALSE AS quoted,
    [] AS counted_modifiers
FROM temp.fixes
WHERE fixes.kind = 'figure';

-- claims bear their pages and sources as they are now
UPDATE main.claims SET
    url = told.url,
    outlet = told.outlet,
    published_at = told.published_at,
    canonical_source = told.canonical_source,
    source_kind = told.source_kind
FROM (
    SELECT
        there.article_id,
        there.claim_id,
        articles.url,
        articles.outlet,
        articles.published_at,
        attributions.canonical_source,
        attributions.source_kind
    FROM main.claims AS there
    INNER JOIN main.articles ON there.article_id = articles.article_id
    LEFT JOIN main.attributions
        ON there.article_id = attributions.article_id AND there.attribution_id = attributions.attribution_id
    WHERE there.article_id IN (SELECT corrected.article_id FROM temp.corrected)
) AS told
WHERE claims.article_id = told.article_id AND claims.claim_id = told.claim_id;
