-- $1 day, $2 table, $3 record: the state in which that day left it
SELECT c.state_to FROM change c CROSS JOIN act a
WHERE a.seq = c.act AND c.record_table = $2 AND c.record = $3 AND a.day <= $1
ORDER BY c.seq DESC LIMIT 1
