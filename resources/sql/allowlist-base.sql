-- $1 target, $2 whether it must be confirmed: the last export that moved registrations and keeps its list
SELECT e.id
FROM export e
WHERE e.target = $1 AND e.gone IS NULL AND e.registers = '1'
  AND (e.state = 'confirmed' OR ($2 = 0 AND COALESCE(e.state, 'written') <> 'cancelled'))
  AND EXISTS (SELECT 1 FROM export_file f WHERE f.export = e.id AND f.gone IS NULL AND f.part = 'list')
ORDER BY e.exported_at DESC, e.id DESC
LIMIT 1
