-- $1 day: how often records went from pile to pile, before that day (0) and on it (1), by undoing (1) or not (0)
SELECT c.pile_from, c.pile_to, CASE WHEN a.day < $1 THEN 0 ELSE 1 END, CASE WHEN a.undoes IS NULL THEN 0 ELSE 1 END, count(*)
FROM change c JOIN act a ON a.seq = c.act
WHERE coalesce(c.pile_from, '') <> coalesce(c.pile_to, '') AND a.day <= $1
GROUP BY 1, 2, 3, 4
