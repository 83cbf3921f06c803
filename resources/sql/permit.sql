(SELECT m.sticker FROM medium m WHERE m.id = t.medium) AS sticker,
(SELECT m.model FROM medium m WHERE m.id = t.medium) AS device,
(SELECT m.serial FROM medium m WHERE m.id = t.medium) AS serial,
(SELECT count(*) FROM registration r
 WHERE r.permit = t.id AND r.gone IS NULL AND r.state IN ('waiting', 'error')
   AND r.target NOT IN (SELECT g.id FROM target g WHERE g.retired = '1')) AS waiting,
(SELECT m.storage FROM medium m WHERE m.id = t.medium) AS storage,
CASE WHEN t.state = 'allowed' THEN
  (SELECT CASE WHEN v.result = 'clean' THEN v.day END FROM virus_check v
   WHERE v.gone IS NULL AND (v.id = t.virus_check OR v.line = t.line OR v.medium = t.medium)
   ORDER BY v.at DESC, v.id DESC LIMIT 1) END AS clean_on,
-- what has none is told by two sets that do not depend on the permit
CASE WHEN t.line IN (SELECT i.line FROM incident i
                     WHERE i.gone IS NULL AND i.state IN ('detected', 'reported', 'treated') AND i.line IS NOT NULL)
       OR t.medium IN (SELECT i.medium FROM incident i
                       WHERE i.gone IS NULL AND i.state IN ('detected', 'reported', 'treated') AND i.medium IS NOT NULL
                       UNION
                       SELECT m.id FROM incident i
                       JOIN virus_check c ON c.id = i.detection
                       JOIN medium m ON lower(m.serial) = lower(c.serial)
                       WHERE i.gone IS NULL AND i.state IN ('detected', 'reported', 'treated')) THEN
  (SELECT min(i.number) FROM incident i
   WHERE i.gone IS NULL AND i.state IN ('detected', 'reported', 'treated')
     AND (i.medium = t.medium OR i.line = t.line
     OR EXISTS (SELECT 1 FROM medium m WHERE m.id = t.medium AND EXISTS (SELECT 1 FROM virus_check c WHERE c.id = i.detection AND lower(c.serial) = lower(m.serial)
                AND coalesce(lower(c.vid), lower(m.vid), '') = coalesce(lower(m.vid), lower(c.vid), '')
                AND coalesce(lower(c.pid), lower(m.pid), '') = coalesce(lower(m.pid), lower(c.pid), ''))))) END AS open_incident,
CASE WHEN t.state IN ('allowed', 'used') THEN
  (SELECT max(r.number) FROM renewal_line l JOIN renewal r ON r.id = l.renewal
   WHERE l.permit = t.id AND l.gone IS NULL AND r.gone IS NULL AND r.state IN ('preparing', 'sent', 'collecting')
     AND l.state IN ('waiting', 'renew', 'give_back', 'lose')) END AS in_renewal,
(SELECT max(o.value) FROM office_rule o WHERE o.rule = 'notice-days' AND o.gone IS NULL) AS notice_days,
(SELECT max(q.number) FROM permit q
 WHERE q.renews = t.id AND q.gone IS NULL AND q.state IN ('allowed', 'used')) AS renewed_by
