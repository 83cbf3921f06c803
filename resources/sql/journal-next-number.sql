-- $1 series, $2 fiscal year ("R8"); inside the write lock, so that the numbers have no gaps
INSERT INTO number_series (series, year, last) VALUES ($1, $2, 1)
ON CONFLICT (series, year) DO UPDATE SET last = number_series.last + 1
RETURNING last
