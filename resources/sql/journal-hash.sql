-- $1 act: its place in the chain, if it was written
SELECT hash FROM act WHERE seq = $1
