-- $1 day: instructions given on it
SELECT number, subject FROM instruction WHERE day = $1 AND gone IS NULL ORDER BY number
