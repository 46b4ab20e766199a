-- What one United States dollar bought of a currency on a day: filled from the home folder's known/day_rates.csv.
CREATE TABLE day_rates (
    currency VARCHAR NOT NULL,
    day DATE NOT NULL,
    per_dollar DOUBLE NOT NULL,
    source VARCHAR NOT NULL
);
