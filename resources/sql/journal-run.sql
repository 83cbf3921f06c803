SELECT seq FROM act a WHERE run = $1 AND NOT EXISTS (SELECT 1 FROM act u WHERE u.undoes = a.seq) AND undoes IS NULL
ORDER BY seq DESC
