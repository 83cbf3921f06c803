INSERT INTO act (seq, at, day, operator, verb, subject_table, subject, note, minutes, instruction, undoes, run, source,
                 changes, salt, digest, hash)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
