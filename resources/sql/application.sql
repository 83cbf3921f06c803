(SELECT min(d.model) FROM application_device d WHERE d.application = t.id AND d.gone IS NULL) AS device,
(SELECT count(*) FROM application_device d WHERE d.application = t.id AND d.gone IS NULL) AS devices,
(SELECT count(*) FROM application_pc p WHERE p.application = t.id AND p.gone IS NULL) AS pcs,
(SELECT min(p.asset_number) FROM application_pc l JOIN pc p ON p.id = l.pc
 WHERE l.application = t.id AND l.gone IS NULL AND p.network <> t.network) AS foreign_pc,
(SELECT count(*) FROM application_user u WHERE u.application = t.id AND u.gone IS NULL) AS users,
(SELECT count(*) FROM application_device d
 WHERE d.application = t.id AND d.gone IS NULL AND d.storage = '1' AND d.state <> 'refused' AND t.kind <> 'abolish'
   AND coalesce((SELECT v.result FROM virus_check v WHERE v.line = d.id AND v.gone IS NULL
                 ORDER BY v.at DESC, v.id DESC LIMIT 1), '') <> 'clean') AS unchecked,
(SELECT min(v.day) FROM application_device d
 JOIN virus_check v ON v.id = (SELECT w.id FROM virus_check w WHERE w.line = d.id AND w.gone IS NULL
                               ORDER BY w.at DESC, w.id DESC LIMIT 1)
 WHERE d.application = t.id AND d.gone IS NULL AND d.storage = '1' AND d.state <> 'refused') AS clean_on,
(SELECT count(*) FROM application_device d
 WHERE d.application = t.id AND d.gone IS NULL AND d.state <> 'refused' AND coalesce(d.grade, '') <> 'individual'
   AND t.kind <> 'abolish' AND d.fallback IS NULL) AS unsettled,
(SELECT count(*) FROM application_device d
 WHERE d.application = t.id AND d.gone IS NULL AND d.state <> 'refused'
   AND coalesce(d.fallback, '') <> 'refuse') AS allowable,
(SELECT count(*) FROM application_device d
 WHERE d.application = t.id AND d.gone IS NULL AND d.owner = 'private') AS private_devices,
(SELECT min(i.number) FROM incident i JOIN application_device d ON d.id = i.line OR d.medium = i.medium
     OR EXISTS (SELECT 1 FROM virus_check c WHERE c.id = i.detection AND lower(c.serial) = lower(d.serial)
                AND coalesce(lower(c.vid), lower(d.vid), '') = coalesce(lower(d.vid), lower(c.vid), '')
                AND coalesce(lower(c.pid), lower(d.pid), '') = coalesce(lower(d.pid), lower(c.pid), ''))
 WHERE i.gone IS NULL AND i.state IN ('detected', 'reported', 'treated')
   AND d.application = t.id AND d.gone IS NULL AND d.state <> 'refused') AS open_incident,
(SELECT count(*) FROM application_device d
 WHERE d.application = t.id AND d.gone IS NULL AND d.state <> 'refused' AND t.kind IN ('renew', 'change', 'abolish')
   AND NOT EXISTS (SELECT 1 FROM permit p WHERE p.id = d.permit AND p.gone IS NULL AND p.network = t.network
                   AND p.kind = 'normal' AND (p.state IN ('allowed', 'used') OR t.state IN ('allowed', 'conditional',
                                                                                            'stopped'))))
 AS without_permit,
(SELECT max(p.until_day) FROM application_device d JOIN permit p ON p.id = d.permit
 WHERE d.application = t.id AND d.gone IS NULL AND p.gone IS NULL) AS goes_on_until,
CASE
  WHEN t.state = 'checked' AND t.kind <> 'abolish' AND EXISTS (
    SELECT 1 FROM application_device d
    WHERE d.application = t.id AND d.gone IS NULL AND d.storage = '1' AND d.state <> 'refused'
      AND coalesce((SELECT v.result FROM virus_check v WHERE v.line = d.id AND v.gone IS NULL
                    ORDER BY v.at DESC, v.id DESC LIMIT 1), '') <> 'clean') THEN 'virus_check'
  WHEN t.state NOT IN ('allowed', 'conditional') THEN t.state
  WHEN EXISTS (SELECT 1 FROM permit p JOIN registration r ON r.permit = p.id
               WHERE p.application = t.id AND p.gone IS NULL AND r.gone IS NULL AND r.state IN ('waiting', 'error'))
  THEN 'register'
  WHEN EXISTS (SELECT 1 FROM permit p JOIN registration r ON r.permit = p.id
               WHERE p.application = t.id AND p.gone IS NULL AND r.gone IS NULL AND r.state = 'registered')
  THEN 'confirm'
  WHEN EXISTS (SELECT 1 FROM permit p WHERE p.application = t.id AND p.gone IS NULL AND p.state = 'allowed')
  THEN 'ready'
  WHEN EXISTS (SELECT 1 FROM permit p WHERE p.application = t.id AND p.gone IS NULL AND p.state = 'used') THEN 'used'
  ELSE 'ended'
END AS step
