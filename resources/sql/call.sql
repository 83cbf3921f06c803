CASE WHEN t.state = 'pending' THEN t.resume_on END AS due,
(SELECT sum(a.minutes) FROM act a WHERE a.subject_table = 'call' AND a.subject = t.id) AS minutes
