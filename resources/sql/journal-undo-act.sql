-- only an import has a source
SELECT verb, subject_table, subject, (SELECT min(u.seq) FROM act u WHERE u.undoes = a.seq), source FROM act a WHERE a.seq = $1
