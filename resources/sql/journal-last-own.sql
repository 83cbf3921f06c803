-- $1 staff: the newest act of that person that changed something and stands
SELECT max(a.seq) FROM act a
WHERE a.operator = $1 AND a.undoes IS NULL AND a.changes > 0 AND NOT EXISTS (SELECT 1 FROM act u WHERE u.undoes = a.seq)
