-- What a date prints of itself, where the calendar has no such day too, and the counted noun cut into its words.

ALTER TABLE figures ADD COLUMN weekday VARCHAR;
ALTER TABLE figures ADD COLUMN printed_year INTEGER;
ALTER TABLE figures ADD COLUMN printed_month INTEGER;
ALTER TABLE figures ADD COLUMN printed_day INTEGER;
ALTER TABLE figures ADD COLUMN counted_head VARCHAR;
ALTER TABLE figures ADD COLUMN counted_modifiers VARCHAR [] DEFAULT [];
