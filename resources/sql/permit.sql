(SELECT m.model FROM medium m WHERE m.id = t.medium) AS device,
(SELECT m.serial FROM medium m WHERE m.id = t.medium) AS serial,
(SELECT count(*) FROM registration r
 WHERE r.permit = t.id AND r.gone IS NULL AND r.state IN ('waiting', 'error')) AS waiting
