-- $1 first day: how much came in on each day since, of all kinds together, as the daily log counts it: what was taken back
-- is taken off on the day it was
SELECT a.day, sum(CASE WHEN a.undoes IS NULL AND coalesce(c.pile_from, '') = '' THEN 1
                       WHEN a.undoes IS NOT NULL AND coalesce(c.pile_to, '') = '' THEN -1 ELSE 0 END)
FROM act a CROSS JOIN change c
WHERE a.day >= $1 AND c.act = a.seq AND coalesce(c.pile_from, '') <> coalesce(c.pile_to, '')
GROUP BY a.day
ORDER BY a.day
