-- $1 target, $2 date, $3 the moment if that is today: permits that are on it still and not in force; columns as in
-- allowlist-permits.sql
SELECT p.id, p.fallback, CASE WHEN m.composite = '1' AND m.storage = '1' THEN 1 ELSE 0 END,
       p.number, a.number, m.number, m.sticker, m.kind, m.maker, m.model, m.product, m.vid, m.pid, m.serial,
       m.instance_id, m.hash, p.rights, p.from_day, p.until_day, s.code, s.name, a.applicant, p.condition
FROM registration r
JOIN permit p ON p.id = r.permit
JOIN medium m ON m.id = p.medium
LEFT JOIN application a ON a.id = p.application
LEFT JOIN section s ON s.id = p.section
WHERE r.target = $1 AND r.gone IS NULL AND p.gone IS NULL
  AND (r.state = 'to_delete'
       OR (r.state IN ('registered', 'confirmed') AND r.export IS NOT NULL AND p.from_day <= $2))
  AND NOT (p.state <> 'cancelled' AND p.from_day <= $2 AND p.until_day >= $2 AND (p.ended IS NULL OR p.ended > $2)
           AND (COALESCE($3, '') = '' OR p.until_at IS NULL OR p.until_at > $3))
ORDER BY p.id
