-- $1 target: how each permit stands on it, whether an export took it off, its medium, and what is
-- to be said of it anew
SELECT p.number, r.state, r.target_key,
       CASE WHEN r.state = 'deleted' AND r.deleted_by_export IS NOT NULL THEN 1 ELSE 0 END, m.number, r.row_error
FROM registration r
JOIN permit p ON p.id = r.permit
JOIN medium m ON m.id = p.medium
WHERE r.target = $1 AND r.gone IS NULL
ORDER BY r.id
