-- newest first; the last column is the change that made the record
SELECT c.seq, c.record_table, c.record, c.fields,
       (SELECT min(f.seq) FROM change f WHERE f.record_table = c.record_table AND f.record = c.record)
FROM change c WHERE c.act = $1 ORDER BY c.seq DESC
