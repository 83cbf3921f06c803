-- $1 network: incidents that are open of media with permits on it
SELECT p.id, i.number
FROM incident i
LEFT JOIN virus_check c ON c.id = i.detection
JOIN permit p ON p.network = $1 AND p.gone IS NULL AND p.state <> 'cancelled'
JOIN medium m ON m.id = p.medium
WHERE i.gone IS NULL AND i.state IN ('detected', 'reported', 'treated')
  AND (i.medium = p.medium OR i.line = p.line
       OR (lower(c.serial) = lower(m.serial)
           AND COALESCE(lower(c.vid), lower(m.vid), '') = COALESCE(lower(m.vid), lower(c.vid), '')
           AND COALESCE(lower(c.pid), lower(m.pid), '') = COALESCE(lower(m.pid), lower(c.pid), '')))
ORDER BY i.number
