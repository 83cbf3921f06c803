-- $1 serial in lower case, $2 sticker, $3 the record itself: media that have either, a row for each permit that stands;
-- then devices that wait in applications with that serial
SELECT m.id, 0, p.id, m.number, m.vid, m.pid, m.serial, m.sticker, coalesce(ps.name, s.name), p.number, p.network,
       p.until_day
FROM medium m
LEFT JOIN section s ON s.id = m.section
LEFT JOIN permit p ON p.medium = m.id AND p.gone IS NULL AND p.state IN ('allowed', 'used')
LEFT JOIN section ps ON ps.id = p.section
WHERE (lower(m.serial) = $1 OR m.sticker = $2) AND m.id <> $3 AND m.gone IS NULL AND m.state <> 'cancelled'
UNION ALL
SELECT 0, a.id, 0, a.number, d.vid, d.pid, d.serial, d.sticker, s.name, NULL, a.network, NULL
FROM application_device d
JOIN application a ON a.id = d.application
LEFT JOIN section s ON s.id = a.section
WHERE lower(d.serial) = $1 AND d.id <> $3 AND d.gone IS NULL AND d.state = 'undecided'
  AND a.state IN ('received', 'checked', 'returned', 'waiting')
ORDER BY 1, 10, 4
