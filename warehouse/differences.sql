-- What is told as a change or a lead, with the two figures that it lies between, or the one that prints both: `start` and `finish`,
-- and what their digits allow, `before` and `after`: round ends may be off by three in 200.
SELECT
    told.*,
    ends.first AS start,
    ends.second AS finish,
    START_OF(ends.first, ends.second, LIST_CONTAINS(ends.notes, 'falling'), 0.015) AS before,
    FINISH_OF(ends.first, ends.second, LIST_CONTAINS(ends.notes, 'falling'), 0.015) AS after
FROM batch.pairs AS told
INNER JOIN batch.pairs AS ends
    ON told.article_id = ends.article_id AND told.group_no = ends.group_no AND told.second_id = ends.first_id
WHERE (told.tie = 'change' AND ends.tie = 'from_to') OR (told.tie = 'lead_over' AND ends.tie = 'versus')
