-- Which revision of its page an article is. A column of articles each in a migration of its own: DuckDB 1.5 cannot commit three.

ALTER TABLE articles ADD COLUMN revision BIGINT DEFAULT 1;
