SELECT verb, subject_table, subject, (SELECT min(u.seq) FROM act u WHERE u.undoes = a.seq) FROM act a WHERE a.seq = $1
