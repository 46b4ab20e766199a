-- The outlet's section that a page names; NULL until a page is read again.

ALTER TABLE articles ADD COLUMN section VARCHAR;
