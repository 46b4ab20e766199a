"""Prefect: when, how often, how many, and what happens when it fails."""
