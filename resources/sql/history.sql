-- $1 table, $2 record: every act that touched the record or was about it, newest first, with what it did to the record.
SELECT a.seq, a.at, a.day, s.name, a.verb, a.note, a.minutes, i.number, a.undoes,
       (SELECT max(u.seq) FROM act u WHERE u.undoes = a.seq), a.source, c.seq, c.fields,
       (SELECT min(f.seq) FROM change f WHERE f.record_table = c.record_table AND f.record = c.record)
FROM act a
LEFT JOIN change c ON c.act = a.seq AND c.record_table = $1 AND c.record = $2
LEFT JOIN staff s ON s.id = a.operator
LEFT JOIN instruction i ON i.id = a.instruction
WHERE a.seq IN (SELECT act FROM change WHERE record_table = $1 AND record = $2
                UNION SELECT seq FROM act WHERE subject_table = $1 AND subject = $2)
ORDER BY a.seq DESC, c.seq
