-- What people corrected in what the machine read; a correction holds wherever its very sentence stands.
CREATE OR REPLACE VIEW v1.corrections AS
SELECT
    decisions.decision_id AS correction_id,
    decisions.reason AS kind,
    decisions.url,
    decisions.outlet,
    decisions.sentence_id,
    decisions.comment ->> 'words' AS words,
    (decisions.comment ->> 'start')::INTEGER AS word_start,
    (decisions.comment ->> 'end')::INTEGER AS word_end,
    decisions.comment ->> 'value' AS corrected,
    decisions.reviewer,
    decisions.decided_at,
    (
        SELECT COUNT(*) > 0
        FROM main.decisions AS undo
        WHERE undo.act = 'undo' AND undo.undoes IN (decisions.decision_id, NULLIF(decisions.batch_id, ''))
    ) AS is_undone
FROM main.decisions
WHERE decisions.act = 'correct';
