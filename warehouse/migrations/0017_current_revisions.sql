-- Whether an article is its page's current revision.

ALTER TABLE articles ADD COLUMN is_current BOOLEAN DEFAULT FALSE;
