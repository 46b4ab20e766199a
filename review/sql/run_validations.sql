-- What Great Expectations evaluated in one run: gates first, what failed before what held.
SELECT *
FROM v1.validations
WHERE run_id = $run
ORDER BY kind DESC, success, expectation
