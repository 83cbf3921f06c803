-- $1 act: the verbs of later acts that changed what it changed and stand
SELECT DISTINCT a.verb FROM change mine
JOIN change later ON later.record_table = mine.record_table AND later.record = mine.record AND later.seq > mine.seq
JOIN act a ON a.seq = later.act
WHERE mine.act = $1 AND later.act <> mine.act AND NOT EXISTS (SELECT 1 FROM act u WHERE u.undoes = a.seq)
