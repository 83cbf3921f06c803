-- $1 serial in lower case, $2 sticker: media that have either, with the latest permit that stands
SELECT m.id, m.number, m.vid, m.pid, m.serial, m.sticker, s.name, m.state, p.number, p.network, p.until_day
FROM medium m
LEFT JOIN section s ON s.id = m.section
LEFT JOIN permit p ON p.id = (SELECT max(q.id) FROM permit q
                              WHERE q.medium = m.id AND q.gone IS NULL AND q.state IN ('allowed', 'used'))
WHERE (lower(m.serial) = CAST($1 AS TEXT) OR m.sticker = CAST($2 AS TEXT)) AND m.gone IS NULL AND m.state <> 'cancelled'
ORDER BY m.id
