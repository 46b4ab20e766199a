-- What a decision remembers of a flag: check, sentence, place in it, and the figures as they were recomputed. When one of
-- them changes, the flag comes back. What a check weighed, " (weighed: …)" or "for: …; together 8", is left out: points are no
-- figures of the page. The desk and v1.flags read this one rule.
CREATE OR REPLACE MACRO FLAG_MEMORY(CODE, SENTENCE, FIRST_POINT, LAST_POINT, RECOMPUTED)
AS LEFT(
    MD5(
        CONCAT_WS(
            CHR(31),
            code,
            TRIM(sentence),
            first_point,
            last_point,
            REGEXP_REPLACE(COALESCE(recomputed, ''), '(?: \(weighed: [^()]*\)|for: .*; together \S+)$', '')
        )
    ),
    20
);
