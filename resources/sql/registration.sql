(SELECT p.medium FROM permit p WHERE p.id = t.permit) AS medium,
(SELECT m.model FROM permit p JOIN medium m ON m.id = p.medium WHERE p.id = t.permit) AS device,
(SELECT m.serial FROM permit p JOIN medium m ON m.id = p.medium WHERE p.id = t.permit) AS serial,
(SELECT p.from_day FROM permit p WHERE p.id = t.permit) AS from_day,
(SELECT p.until_day FROM permit p WHERE p.id = t.permit) AS until_day,
(SELECT g.kind FROM target g WHERE g.id = t.target) AS file_kind
