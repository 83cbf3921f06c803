-- $1 target, $2 date: use restrictions in force on it, from the instruction on, and how they are set beside the list
SELECT r.permit, r.restricts, CASE WHEN r.state = 'setting' THEN NULL ELSE r.by_hand END
FROM restriction r
WHERE r.target = $1 AND r.gone IS NULL AND r.state IN ('setting', 'set', 'verified')
  AND r.from_day <= $2 AND r.until_day >= $2
