(SELECT count(*) FROM permit p WHERE p.medium = t.id AND p.gone IS NULL AND p.state IN ('allowed', 'used')) AS permits,
(SELECT max(p.until_day) FROM permit p
 WHERE p.medium = t.id AND p.gone IS NULL AND p.state IN ('allowed', 'used')) AS permitted_until,
(SELECT max(v.day) FROM virus_check v LEFT JOIN application_device d ON d.id = v.line
 WHERE v.gone IS NULL AND (v.medium = t.id OR d.medium = t.id)) AS checked_on
