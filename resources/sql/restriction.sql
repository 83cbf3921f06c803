(SELECT m.number FROM permit p JOIN medium m ON m.id = p.medium WHERE p.id = t.permit) AS medium,
(SELECT m.model FROM permit p JOIN medium m ON m.id = p.medium WHERE p.id = t.permit) AS device,
CASE WHEN t.restricts = 'no-execute' OR COALESCE(t.limits, '') <> '' THEN 'pc' ELSE 'list' END AS confirmed_by
