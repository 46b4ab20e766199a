-- The number of the run that wrote each row last, 0 for rows written before runs were numbered: what is new is found by it.

ALTER TABLE runs ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE articles ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE pages ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE sentences ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE figures ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE attributions ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE quotations ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE claims ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE features ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE signs ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE figure_pairs ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE changes ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE fingerprints ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE copies ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE stories ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE story_articles ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE story_terms ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE term_counts ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE tolls ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE flags ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE checks ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE screenings ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE fetches ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE validations ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE run_measures ADD COLUMN run_seq BIGINT DEFAULT 0;
ALTER TABLE decisions ADD COLUMN run_seq BIGINT DEFAULT 0;

-- Articles whose rows are gone, re-read under another id or past their keeping: who holds rows of theirs drops them.
CREATE TABLE removed_articles (
    article_id VARCHAR NOT NULL,
    run_seq BIGINT NOT NULL
);
