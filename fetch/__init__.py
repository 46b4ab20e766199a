"""The network in: pages, feeds, sitemaps and robots files become fetch records and archived bytes."""
