-- $1 day: its acts. An act that takes another back names that one, whose verb and records count; the last column is set
-- when the act was taken back on the same day.
SELECT a.seq, a.at, a.operator, s.name, coalesce(u.verb, a.verb), a.subject_table, a.subject, a.note, a.minutes, i.number,
       a.undoes, u.day,
       (SELECT count(*) FROM change c WHERE c.act = coalesce(a.undoes, a.seq) AND c.record_table = a.subject_table),
       (SELECT min(CASE WHEN x.day = a.day THEN x.seq END) FROM act x WHERE x.undoes = a.seq)
FROM act a
LEFT JOIN act u ON u.seq = a.undoes
LEFT JOIN staff s ON s.id = a.operator
LEFT JOIN instruction i ON i.id = a.instruction
WHERE a.day = $1
ORDER BY a.at, a.seq
