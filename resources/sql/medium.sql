(SELECT count(*) FROM permit p WHERE p.medium = t.id AND p.gone IS NULL AND p.state IN ('allowed', 'used')) AS permits,
(SELECT max(CASE WHEN p.state IN ('allowed', 'used') THEN p.until_day END) FROM permit p
 WHERE p.medium = t.id AND p.gone IS NULL) AS permitted_until,
(SELECT max(u.day) FROM (
   SELECT v.day FROM virus_check v WHERE v.medium = t.id AND v.gone IS NULL
   UNION ALL
   SELECT v.day FROM application_device d JOIN virus_check v ON v.line = d.id
   WHERE d.medium = t.id AND v.gone IS NULL) u) AS checked_on,
(SELECT min(i.number) FROM incident i LEFT JOIN application_device d ON d.id = i.line
 WHERE i.gone IS NULL AND i.state IN ('detected', 'reported', 'treated')
   AND (i.medium = t.id OR d.medium = t.id
     OR EXISTS (SELECT 1 FROM virus_check c WHERE c.id = i.detection AND lower(c.serial) = lower(t.serial)
                AND coalesce(lower(c.vid), lower(t.vid), '') = coalesce(lower(t.vid), lower(c.vid), '')
                AND coalesce(lower(c.pid), lower(t.pid), '') = coalesce(lower(t.pid), lower(c.pid), '')))) AS open_incident
