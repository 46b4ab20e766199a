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
    (decisions.comment ->> 'value_start')::INTEGER AS corrected_start,
    (decisions.comment ->> 'value_end')::INTEGER AS corrected_end,
    decisions.reviewer,
    decisions.decided_at,
    decisions.is_undone
FROM main.acts AS decisions
WHERE decisions.act = 'correct';
