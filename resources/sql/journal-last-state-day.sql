-- $1 table, $2 record: the day on which its state changed last
SELECT max(a.day) FROM change c JOIN act a ON a.seq = c.act
WHERE c.record_table = $1 AND c.record = $2 AND coalesce(c.state_from, '') <> coalesce(c.state_to, '')
