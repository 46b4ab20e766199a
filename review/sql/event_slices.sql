-- All events in slices that are told by about `$articles` articles each.
WITH counted AS (
    SELECT
        story_id,
        SUM(COUNT(*)) OVER (ORDER BY story_id) // $articles AS slice
    FROM main.story_articles
    GROUP BY story_id
)

SELECT LIST(story_id ORDER BY story_id) AS stories
FROM counted
GROUP BY slice
ORDER BY slice
