-- $1 a PC: what stands as installed on it
SELECT id, pc, software, installed FROM pc_software WHERE pc = $1 AND gone IS NULL
