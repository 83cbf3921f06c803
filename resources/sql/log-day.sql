-- $1 day: its acts in the order they were recorded
SELECT a.seq, a.at, a.verb, a.subject_table, a.subject, s.name, a.note, a.minutes, a.source
FROM act a LEFT JOIN staff s ON s.id = a.operator
WHERE a.day = $1
ORDER BY a.seq
