INSERT INTO change (seq, act, record_table, record, state_from, state_to, pile_from, pile_to, fields, salt, digest)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
