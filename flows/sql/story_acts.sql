-- What people said about stories and did not take back, oldest first.
SELECT
    act,
    url,
    story_id,
    into_story_id
FROM v1.story_acts
WHERE NOT is_undone
ORDER BY decided_at ASC, decision_id ASC
