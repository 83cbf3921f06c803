CASE WHEN t.state IN ('waiting', 'renew') THEN
  CASE WHEN EXISTS (SELECT 1 FROM incident i WHERE i.medium = t.medium AND i.gone IS NULL
                      AND i.state IN ('detected', 'reported', 'treated')) THEN 'incident'
       WHEN EXISTS (SELECT 1 FROM section s JOIN renewal r ON r.id = t.renewal
                    WHERE s.id = t.section AND s.closed_on <= r.renewed_from) THEN 'section'
       WHEN EXISTS (SELECT 1 FROM renewal r JOIN medium m ON m.id = t.medium
                    WHERE r.id = t.renewal AND r.checked_since IS NOT NULL AND m.storage = '1')
        AND NOT EXISTS (SELECT 1 FROM virus_check v JOIN renewal r ON r.id = t.renewal
                        WHERE v.medium = t.medium AND v.gone IS NULL AND v.result = 'clean'
                          AND v.day >= r.checked_since)
        AND NOT EXISTS (SELECT 1 FROM permit p JOIN virus_check v ON v.line = p.line JOIN renewal r ON r.id = t.renewal
                        WHERE p.id = t.permit AND v.gone IS NULL AND v.result = 'clean'
                          AND v.day >= r.checked_since) THEN 'check'
  END
END AS doubt,
(SELECT m.model FROM medium m WHERE m.id = t.medium) AS device,
(SELECT m.serial FROM medium m WHERE m.id = t.medium) AS serial,
(SELECT m.sticker FROM medium m WHERE m.id = t.medium) AS sticker,
(SELECT p.until_day FROM permit p WHERE p.id = t.permit) AS until_day,
(SELECT max(u.day) FROM (
   SELECT v.day FROM virus_check v WHERE v.medium = t.medium AND v.gone IS NULL
   UNION ALL
   SELECT v.day FROM permit p JOIN virus_check v ON v.line = p.line WHERE p.id = t.permit AND v.gone IS NULL) u
) AS checked_on,
(SELECT max(q.number) FROM permit q
 WHERE q.renews = t.permit AND q.gone IS NULL AND q.state <> 'cancelled') AS renewed_as,
(SELECT p.state FROM permit p WHERE p.id = t.permit) AS permit_state,
(SELECT r.state FROM renewal r WHERE r.id = t.renewal) AS run_state,
(SELECT s.code FROM section s WHERE s.id = t.section) AS section_code
