-- $1 serial in lower case, $2 sticker, $3 the line itself: media that have either, with the latest permit that stands;
-- then devices that wait in applications with that serial
SELECT m.id, m.number, m.vid, m.pid, m.serial, m.sticker, s.name, m.state, p.number, p.network, p.until_day
FROM medium m
LEFT JOIN section s ON s.id = m.section
LEFT JOIN permit p ON p.id = (SELECT max(q.id) FROM permit q
                              WHERE q.medium = m.id AND q.gone IS NULL AND q.state IN ('allowed', 'used'))
WHERE (lower(m.serial) = $1 OR m.sticker = $2) AND m.gone IS NULL AND m.state <> 'cancelled'
UNION ALL
SELECT 0, a.number, d.vid, d.pid, d.serial, NULL, s.name, a.state, NULL, a.network, NULL
FROM application_device d
JOIN application a ON a.id = d.application
LEFT JOIN section s ON s.id = a.section
WHERE lower(d.serial) = $1 AND d.id <> $3 AND d.gone IS NULL AND d.state = 'undecided'
  AND a.state IN ('received', 'checked', 'returned', 'waiting')
ORDER BY 1, 2
