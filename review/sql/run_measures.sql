-- What stood out in one run, largest first; the prose that outlets kept stands beside their usual, the greatest fall first.
SELECT
    measures.measure,
    measures.subject,
    measures.amount,
    usual.amount AS usual
FROM v1.run_measures AS measures
LEFT JOIN v1.run_measures AS usual
    ON
        measures.run_id = usual.run_id
        AND measures.subject = usual.subject
        AND measures.measure = 'text_share'
        AND usual.measure = 'usual_text_share'
WHERE measures.run_id = $run AND measures.measure <> 'usual_text_share'
ORDER BY
    measures.measure ASC,
    CASE
        WHEN measures.measure = 'text_share' THEN measures.amount / COALESCE(NULLIF(usual.amount, 0), 1)
        ELSE -measures.amount
    END ASC,
    measures.subject ASC
