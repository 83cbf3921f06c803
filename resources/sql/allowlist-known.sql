-- $1 target: how each permit stands on it
SELECT p.number, r.state, r.target_key
FROM registration r
JOIN permit p ON p.id = r.permit
WHERE r.target = $1 AND r.gone IS NULL
