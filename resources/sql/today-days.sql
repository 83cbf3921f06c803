-- $1 first day: how much came in and was done on each day since
SELECT a.day,
       sum(CASE WHEN coalesce(c.pile_from, '') = '' THEN 1 ELSE 0 END),
       sum(CASE WHEN coalesce(c.pile_to, '') = '' THEN 1 ELSE 0 END)
FROM change c JOIN act a ON a.seq = c.act
WHERE a.day >= $1 AND a.undoes IS NULL AND coalesce(c.pile_from, '') <> coalesce(c.pile_to, '')
GROUP BY a.day
ORDER BY a.day
