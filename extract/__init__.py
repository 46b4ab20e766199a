"""Text in, records out: pure functions with no network and no database."""
