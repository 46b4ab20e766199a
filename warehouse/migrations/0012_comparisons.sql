-- What the text binds together is kept as pairs of figures; v1.comparisons is a view of them.
DROP VIEW IF EXISTS v1.comparisons;
DROP VIEW IF EXISTS batch.comparisons;
DROP VIEW IF EXISTS corpus.comparisons;
DROP VIEW IF EXISTS revisions.comparisons;
DROP TABLE comparisons;
