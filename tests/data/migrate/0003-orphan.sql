INSERT INTO pc (id, section) VALUES (5, 4711);
