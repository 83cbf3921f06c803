-- $1 network, $2 date: permits in force on it with their media; the last column is whether PCs or people are named
SELECT p.id, p.number, m.model, p.rights, p.from_day, p.until_day, p.fallback, m.vid, m.pid, m.serial, m.hash,
       m.instance_id, CASE WHEN m.composite = '1' AND m.storage = '1' THEN 1 ELSE 0 END,
       (SELECT count(*) FROM permit_scope s WHERE s.permit = p.id AND s.gone IS NULL AND s.section IS NULL)
FROM permit p
JOIN medium m ON m.id = p.medium
WHERE p.network = $1 AND p.gone IS NULL AND p.state <> 'cancelled'
  AND p.from_day <= $2 AND p.until_day >= $2 AND (p.ended IS NULL OR p.ended > $2)
