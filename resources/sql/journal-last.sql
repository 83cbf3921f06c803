-- $1 act: one that is known to be in the chain (0: none)
-- the last act and change, the hash the next act continues, that of the known act, and the version of the tables
SELECT (SELECT max(seq) FROM act),
       (SELECT max(seq) FROM change),
       (SELECT hash FROM act ORDER BY seq DESC LIMIT 1),
       (SELECT hash FROM act WHERE seq = $1),
       (SELECT max(version) FROM schema_version)
