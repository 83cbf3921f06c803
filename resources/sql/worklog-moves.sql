-- $1 day, $2 table: the moves that worklog-piles counts, one by one
SELECT c.pile_from, c.pile_to, CASE WHEN a.day < $1 THEN 0 ELSE 1 END, CASE WHEN a.undoes IS NULL THEN 0 ELSE 1 END, c.record, a.seq
FROM change c CROSS JOIN act a
WHERE a.seq = c.act AND coalesce(c.pile_from, '') <> coalesce(c.pile_to, '') AND c.record_table = $2 AND a.day <= $1
ORDER BY c.seq
