SELECT a.seq, a.at, a.day, a.operator, a.verb, a.subject_table, a.subject, a.note, a.minutes, a.instruction, a.undoes, a.run,
       a.source, a.changes, a.salt, a.digest, a.hash,
       c.seq, c.record_table, c.record, c.state_from, c.state_to, c.pile_from, c.pile_to, c.fields, c.salt, c.digest
FROM act a LEFT JOIN change c ON c.act = a.seq
ORDER BY a.seq, c.seq
