"""The contract that every layer shares: records, schema, the one opener of the DuckDB file, and the review store."""
