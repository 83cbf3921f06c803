-- $1 target, $2 date, $3 the moment if that is today: where and by whom the permits of allowlist-gone.sql could be used
SELECT c.permit, COALESCE(pc.host, pc.asset_number), person.name, 0
FROM registration r
JOIN permit p ON p.id = r.permit
JOIN permit_scope c ON c.permit = p.id AND c.gone IS NULL
LEFT JOIN pc ON pc.id = c.pc
LEFT JOIN person ON person.id = c.person
WHERE r.target = $1 AND r.gone IS NULL AND p.gone IS NULL
  AND (r.state = 'to_delete'
       OR (r.state IN ('registered', 'confirmed') AND r.export IS NOT NULL AND p.from_day <= $2))
  AND NOT (p.state <> 'cancelled' AND p.from_day <= $2 AND p.until_day >= $2 AND (p.ended IS NULL OR p.ended > $2)
           AND (COALESCE($3, '') = '' OR p.until_at IS NULL OR p.until_at > $3))
ORDER BY c.permit, c.id
