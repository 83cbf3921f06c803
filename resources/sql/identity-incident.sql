-- $1 serial, $2 vendor and $3 product ID in lower case: the incident that is open of this device, wherever it was found
SELECT min(i.number)
FROM incident i
LEFT JOIN virus_check c ON c.id = i.detection
LEFT JOIN medium m ON m.id = i.medium
LEFT JOIN application_device d ON d.id = i.line
WHERE i.gone IS NULL AND i.state IN ('detected', 'reported', 'treated')
  AND lower(coalesce(c.serial, m.serial, d.serial)) = $1
  AND lower(coalesce(c.vid, m.vid, d.vid, $2)) = $2 AND lower(coalesce(c.pid, m.pid, d.pid, $3)) = $3
