(SELECT count(*) FROM delivery_file f WHERE f.delivery = t.id AND f.gone IS NULL) AS files,
(SELECT coalesce(sum(f.size), 0) FROM delivery_file f WHERE f.delivery = t.id AND f.gone IS NULL) AS size,
(SELECT v.number FROM virus_check v WHERE v.delivery = t.id AND v.gone IS NULL
 ORDER BY v.at DESC, v.id DESC LIMIT 1) AS check_number,
(SELECT v.result FROM virus_check v WHERE v.delivery = t.id AND v.gone IS NULL
 ORDER BY v.at DESC, v.id DESC LIMIT 1) AS check_result,
(SELECT v.day FROM virus_check v WHERE v.delivery = t.id AND v.gone IS NULL
 ORDER BY v.at DESC, v.id DESC LIMIT 1) AS checked_on
