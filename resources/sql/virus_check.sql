(SELECT a.number FROM application_device d JOIN application a ON a.id = d.application WHERE d.id = t.line) AS application,
coalesce((SELECT d.model FROM application_device d WHERE d.id = t.line),
         (SELECT m.model FROM medium m WHERE m.id = t.medium), t.model, t.errand,
         (SELECT y.name FROM delivery y WHERE y.id = t.delivery)) AS device,
(SELECT min(i.number) FROM incident i LEFT JOIN virus_check c ON c.id = i.detection
 WHERE i.gone IS NULL AND i.state IN ('detected', 'reported', 'treated')
   AND (i.medium = t.medium OR i.line = t.line OR lower(c.serial) = lower(t.serial))) AS open_incident,
(SELECT count(*) FROM permit p WHERE p.virus_check = t.id AND p.gone IS NULL
 AND p.state <> 'cancelled') AS permits
