"""A file for each command: its options and words. What it does stands in a module that it imports when it is called."""
