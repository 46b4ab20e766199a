-- The day that a page bears, as its own readers had it; NULL until a page is read again.

ALTER TABLE articles ADD COLUMN published_on DATE;
