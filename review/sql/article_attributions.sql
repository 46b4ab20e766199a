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
WHERE rowid IN (SELECT few.rowid FROM main.attributions AS few WHERE few.article_id = $article)
