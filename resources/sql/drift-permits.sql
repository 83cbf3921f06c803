-- $1 network, $2 target: every medium that could stand in its list, with each permit that it has or had on the network
-- and how that stands on the target
SELECT m.id, m.number, m.vid, m.pid, m.serial, m.instance_id, m.hash, m.model, m.section,
       CASE WHEN m.composite = '1' AND m.storage = '1' THEN 1 ELSE 0 END,
       p.id, p.number, p.state, p.kind, p.from_day, p.until_day, p.ended, p.rights, p.fallback, p.section,
       r.id, r.state, r.target_key, p.until_at
FROM medium m
LEFT JOIN permit p ON p.medium = m.id AND p.network = $1 AND p.gone IS NULL AND p.state <> 'cancelled'
LEFT JOIN registration r ON r.permit = p.id AND r.target = $2 AND r.gone IS NULL
WHERE m.gone IS NULL AND m.state <> 'cancelled'
ORDER BY m.id, p.id, r.id
