(SELECT count(*) FROM registration r WHERE r.target = t.id AND r.gone IS NULL AND r.state = 'waiting') AS waiting,
(SELECT count(*) FROM registration r WHERE r.target = t.id AND r.gone IS NULL AND r.state = 'to_delete') AS to_delete,
(SELECT max(e.as_of) FROM export e WHERE e.target = t.id AND e.gone IS NULL) AS exported,
(SELECT e.number FROM export e WHERE e.target = t.id AND e.gone IS NULL AND e.state = 'confirmed'
 ORDER BY e.exported_at DESC, e.id DESC LIMIT 1) AS confirmed
