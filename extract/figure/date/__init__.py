"""Dates, periods and times of day."""
