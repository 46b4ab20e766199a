"""SQL in, flags out: one file per check, run by DuckDB and recorded by Great Expectations."""
