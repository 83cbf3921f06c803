-- $1 network, $2 date, $3 the moment if that is today: where and by whom the permits of a list may be used
SELECT c.permit, COALESCE(pc.host, pc.asset_number), person.name,
       CASE WHEN pc.state = 'retired' OR pc.gone IS NOT NULL OR pc.network <> p.network THEN 1 ELSE 0 END
FROM permit p
JOIN permit_scope c ON c.permit = p.id AND c.gone IS NULL
LEFT JOIN pc ON pc.id = c.pc
LEFT JOIN person ON person.id = c.person
WHERE p.network = $1 AND p.gone IS NULL AND p.state <> 'cancelled'
  AND p.from_day <= $2 AND p.until_day >= $2 AND (p.ended IS NULL OR p.ended > $2)
  AND (COALESCE($3, '') = '' OR p.until_at IS NULL OR p.until_at > $3)
ORDER BY c.permit, c.id
