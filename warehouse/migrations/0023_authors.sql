-- The people of a page's by-line; NULL until a page is read again.

ALTER TABLE articles ADD COLUMN authors VARCHAR [];
