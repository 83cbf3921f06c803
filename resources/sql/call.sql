(SELECT sum(a.minutes) FROM act a WHERE a.subject_table = 'call' AND a.subject = t.id) AS minutes
