-- Which claims published fact-checks may be about, the likeliest first; a copy of an older program has none of it.
SELECT
    check_matches.sentence_id,
    check_matches.check_id,
    check_matches.names,
    check_matches.figures,
    check_matches.words,
    published_checks.url,
    published_checks.publisher,
    published_checks.claim,
    published_checks.claimant,
    published_checks.verdict,
    published_checks.reviewed_on
FROM main.check_matches
INNER JOIN main.published_checks ON check_matches.check_id = published_checks.check_id
ORDER BY check_matches.sentence_id, check_matches.likeness DESC, check_matches.check_id
