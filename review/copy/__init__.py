"""The published copy: its files, its rows, its flags in memory."""
