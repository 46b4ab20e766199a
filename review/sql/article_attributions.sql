-- The source ledger of one revision.
SELECT
    attribution_id,
    part,
    source,
    content,
    source_text,
    cue_text,
    kind,
    attribution_class,
    source_kind,
    canonical_source,
    via,
    inherited
FROM main.attributions
WHERE rowid BETWEEN $first AND $last AND article_id = $article
