-- $1 change: what has been changed after it
SELECT seq, record_table, record FROM change WHERE seq > $1 ORDER BY seq
