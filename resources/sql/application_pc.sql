(SELECT a.state FROM application a WHERE a.id = t.application) AS application_state,
(SELECT p.host FROM pc p WHERE p.id = t.pc) AS host,
(SELECT p.place FROM pc p WHERE p.id = t.pc) AS place
