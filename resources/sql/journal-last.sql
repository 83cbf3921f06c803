-- the last act and change, and the hash the next act continues
SELECT (SELECT max(seq) FROM act),
       (SELECT max(seq) FROM change),
       (SELECT hash FROM act ORDER BY seq DESC LIMIT 1)
