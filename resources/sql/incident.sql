coalesce((SELECT d.model FROM application_device d WHERE d.id = t.line),
         (SELECT m.model FROM medium m WHERE m.id = t.medium),
         (SELECT coalesce(c.model, c.errand) FROM virus_check c WHERE c.id = t.detection),
         (SELECT y.name FROM virus_check c JOIN delivery y ON y.id = c.delivery WHERE c.id = t.detection),
         (SELECT p.asset_number FROM pc p WHERE p.id = t.pc)) AS device,
CASE WHEN t.reported_at > t.report_by THEN '1' END AS late,
(SELECT v.result FROM virus_check v WHERE v.incident = t.id AND v.gone IS NULL
 ORDER BY v.at DESC, v.id DESC LIMIT 1) AS recheck_result,
(SELECT min(p.number) FROM permit p WHERE p.medium = t.medium AND p.gone IS NULL
 AND p.state IN ('allowed', 'used')) AS standing
