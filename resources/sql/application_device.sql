(SELECT a.state FROM application a WHERE a.id = t.application) AS application_state,
(SELECT v.result FROM virus_check v WHERE v.line = t.id AND v.gone IS NULL
 ORDER BY v.at DESC, v.id DESC LIMIT 1) AS check_result,
(SELECT min(i.number) FROM incident i
 WHERE i.gone IS NULL AND i.state IN ('detected', 'reported', 'treated')
   AND (i.line = t.id OR i.medium = t.medium
     OR EXISTS (SELECT 1 FROM virus_check c WHERE c.id = i.detection AND lower(c.serial) = lower(t.serial)
                AND coalesce(lower(c.vid), lower(t.vid), '') = coalesce(lower(t.vid), lower(c.vid), '')
                AND coalesce(lower(c.pid), lower(t.pid), '') = coalesce(lower(t.pid), lower(c.pid), '')))) AS open_incident
