-- $1 act: the records of its subject's kind that it, or the act it took back, changed
SELECT DISTINCT c.record FROM act a JOIN change c ON c.act = coalesce(a.undoes, a.seq) AND c.record_table = a.subject_table
WHERE a.seq = $1 ORDER BY c.record
