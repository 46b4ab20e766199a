-- The tolls that the newest revisions of each event's articles give, copies too, with what another outlet gives beside each.
SELECT
    story_id,
    article_id,
    figure_id,
    toll,
    is_main,
    is_copy,
    part,
    span_start,
    span_end,
    text,
    value::VARCHAR AS value,
    low::VARCHAR AS low,
    high::VARCHAR AS high,
    bound,
    who,
    means,
    places,
    day,
    period,
    source_name,
    relation,
    reason,
    may_be_later,
    other_article_id,
    other_figure_id,
    other_outlet,
    other_text,
    other_value::VARCHAR AS other_value,
    before_text
FROM v1.story_figures
WHERE is_current AND story_id = COALESCE($story::VARCHAR, story_id)
ORDER BY story_id, published_at, article_id, part <> 'title', part <> 'standfirst', span_start
