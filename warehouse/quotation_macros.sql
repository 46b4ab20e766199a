-- Two wordings of one quotation, held side by side: what is the house's style, what is wording, and what is meaning.

-- What the table `wordings` says, in one row: `standards` by word, and the words that are light or strong.
CREATE OR REPLACE VIEW main.word_kinds AS
SELECT
    MAP_FROM_ENTRIES(LIST(ROW(word, standard)) FILTER (kind = 'style')) AS standards,
    LIST(word ORDER BY word) FILTER (kind = 'light') AS light,
    LIST(word ORDER BY word) FILTER (kind = 'strong') AS strong
FROM main.wordings;

-- Small letters, one make of apostrophe, contractions in full, no mark but the space between words.
CREATE OR REPLACE MACRO WRITTEN_OUT(WORDS) AS TRIM(
    REGEXP_REPLACE(
        REGEXP_REPLACE(
            REGEXP_REPLACE(
                REGEXP_REPLACE(
                    REGEXP_REPLACE(
                        REGEXP_REPLACE(
                            REGEXP_REPLACE(
                                REGEXP_REPLACE(
                                    REGEXP_REPLACE(
                                        REGEXP_REPLACE(
                                            LOWER(STRIP_ACCENTS(TRANSLATE(words, '’‘ʼ`', ''''''''''))),
                                            '\bcan(?:''t|not)\b', 'can not', 'g'
                                        ),
                                        '\bwon''t\b', 'will not', 'g'
                                    ),
                                    'n''t\b', ' not', 'g'
                                ),
                                '''re\b', ' are', 'g'
                            ),
                            '''ve\b', ' have', 'g'
                        ),
                        '''ll\b', ' will', 'g'
                    ),
                    '\b(i)''m\b', '\1 am', 'g'
                ),
                '\b(it|that|he|she|there|what|who|here|where)''s\b', '\1 is', 'g'
            ),
            '\s*(?:%|\bper\s?cent\b)', ' percent', 'g'
        ),
        '(\d),(\d{3})', '\1\2', 'g'
    )
);

-- British and American endings alike: both sides are folded, so that what other words become does no harm.
CREATE OR REPLACE MACRO ENDINGS_ALIKE(WORDS) AS REGEXP_REPLACE(
    REGEXP_REPLACE(
        REGEXP_REPLACE(
            REGEXP_REPLACE(
                REGEXP_REPLACE(words, '(\w\w)our(s|ed|ing|ite|ites|able|ful|hood|er|ers|less)?\b', '\1or\2', 'g'),
                '(\w\w[iy])s(e|ed|es|ing|er|ers|ation|ations)\b', '\1z\2', 'g'
            ),
            '(\w)ll(ed|ing|er|ers)\b', '\1l\2', 'g'
        ),
        '(\w\w)tre(s?)\b', '\1ter\2', 'g'
    ),
    '(\w\w)ence(s?)\b', '\1ense\2', 'g'
);

-- The words of a quotation as they are compared; `standards` is word_kinds.standards.
CREATE OR REPLACE MACRO FOLDED(WORDS, STANDARDS) AS LIST_TRANSFORM(
    LIST_FILTER(
        STRING_SPLIT_REGEX(REPLACE(WRITTEN_OUT(words), '''', ''), '[^\w]+'),
        LAMBDA word : word <> ''
    ),
    LAMBDA word : ENDINGS_ALIKE(COALESCE(standards[word], word))
);

-- The pieces that stand between cuts and brackets, each as one word: they are the speaker's.
CREATE OR REPLACE MACRO PIECES(WORDS, STANDARDS) AS LIST_FILTER(
    LIST_TRANSFORM(
        STRING_SPLIT_REGEX(words, '…|\.\s?\.\s?\.|\[[^\]]*\]|\([^)]*\)'),
        LAMBDA piece : ARRAY_TO_STRING(FOLDED(piece, standards), '')
    ),
    LAMBDA piece : piece <> ''
);

-- Whether all pieces of the one stand in the other: a cut end, a marked cut, an editor's bracket, a joined compound.
CREATE OR REPLACE MACRO HOLDS(WHOLE, PIECES_OF_IT) AS LENGTH(
    LIST_FILTER(pieces_of_it, LAMBDA piece : NOT CONTAINS(ARRAY_TO_STRING(whole, ''), piece))
) = 0;

-- Words with a capital, folded: names, and how sentences begin.
CREATE OR REPLACE MACRO CAPITALISED(WORDS) AS LIST_TRANSFORM(
    REGEXP_EXTRACT_ALL(words, '[A-Z][\w’''-]+'),
    LAMBDA word : REGEXP_REPLACE(LOWER(STRIP_ACCENTS(word)), '\W', '', 'g')
);

CREATE OR REPLACE MACRO NEARLY_SPELLED(ONE, OTHER) AS
LEVENSHTEIN(one, other) <= 0.17 * GREATEST(LENGTH(one), LENGTH(other));

-- The words that the one has and the other has not, but for names that are spelled nearly alike.
CREATE OR REPLACE MACRO ONLY_IN(MINE, THEIRS, MY_NAMES, THEIR_NAMES) AS LIST_FILTER(
    mine,
    LAMBDA word : NOT LIST_CONTAINS(theirs, word)
    AND NOT (
        LIST_CONTAINS(my_names, word)
        AND LENGTH(
            LIST_FILTER(
                theirs, LAMBDA other : LIST_CONTAINS(their_names, other) AND NEARLY_SPELLED(word, other)
            )
        ) > 0
    )
);

CREATE OR REPLACE MACRO ROOT_OF(WORD) AS REGEXP_REPLACE(word, '(?:ing|ies|ied|ed|es|s|ly|y|e)$', '');

-- Whether a word has another form among these: "decision" and "decisions"; not "close" and "closed", which is time.
CREATE OR REPLACE MACRO HAS_FORM(WORD, OTHERS) AS LENGTH(
    LIST_FILTER(
        others,
        LAMBDA other : ROOT_OF(word) = ROOT_OF(other)
        AND LENGTH(ROOT_OF(word)) >= 3
        AND ENDS_WITH(word, 'ed') = ENDS_WITH(other, 'ed')
    )
) > 0;

CREATE OR REPLACE MACRO HOW_OFTEN(WORD, WORDS) AS LENGTH(LIST_FILTER(words, LAMBDA other : other = word));

-- NULL where two wordings are one but for the house's style; else "wording" (light words, forms, order) or "meaning".
CREATE OR REPLACE MACRO WORDS_APART(A, B, ONLY_A, ONLY_B, LIGHT, STRONG) AS CASE
    WHEN
        LENGTH(
            LIST_FILTER(
                LIST_CONCAT(a, b),
                LAMBDA word : (LIST_CONTAINS(strong, word) OR REGEXP_MATCHES(word, '^\d'))
                AND HOW_OFTEN(word, a) <> HOW_OFTEN(word, b)
            )
        ) > 0
        THEN 'meaning'
    WHEN LENGTH(only_a) + LENGTH(only_b) = 0 AND LIST_SORT(a) = LIST_SORT(b) AND a <> b THEN 'wording'
    WHEN LENGTH(only_a) + LENGTH(only_b) = 0 THEN NULL
    WHEN
        LENGTH(LIST_FILTER(only_a, LAMBDA word : NOT LIST_CONTAINS(light, word) AND NOT HAS_FORM(word, only_b)))
        + LENGTH(LIST_FILTER(only_b, LAMBDA word : NOT LIST_CONTAINS(light, word) AND NOT HAS_FORM(word, only_a))) = 0
        THEN 'wording'
    ELSE 'meaning'
END;

-- A quotation made ready for QUOTATIONS_APART; `standards` is word_kinds.standards. Fold once, compare often.
CREATE OR REPLACE MACRO FOLDED_QUOTATION(WORDS, STANDARDS) AS {
    'words': FOLDED(words, standards), 'pieces': PIECES(words, standards), 'names': CAPITALISED(words)
};

-- The words that only one of two folded quotations has, {'one', 'other'}; NULL where one holds all pieces of the other.
CREATE OR REPLACE MACRO WORDS_ALONE(ONE, OTHER) AS CASE
    WHEN NOT HOLDS(one.pieces, other.pieces) AND NOT HOLDS(other.pieces, one.pieces)
        THEN {
            'one': ONLY_IN(one.words, other.words, one.names, other.names),
            'other': ONLY_IN(other.words, one.words, other.names, one.names)
        }
END;

-- How two folded quotations differ: NULL, "wording" or "meaning"; `alone` is their WORDS_ALONE, `kinds` the row of word_kinds.
CREATE OR REPLACE MACRO QUOTATIONS_APART(ONE, OTHER, ALONE, KINDS) AS CASE
    WHEN alone IS NOT NULL THEN WORDS_APART(one.words, other.words, alone.one, alone.other, kinds.light, kinds.strong)
END;
